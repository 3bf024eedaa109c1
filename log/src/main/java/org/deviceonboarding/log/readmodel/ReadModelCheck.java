package org.deviceonboarding.log.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Snapshot;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays the log into temporary tables and compares them, row by row, with the tables in use. It reads rows and position in one
 * snapshot, so that they fit together. It does not change the tables in use.
 */
final class ReadModelCheck {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NO_ROW = "no row";

    private final ReadModelReader reader;
    private final ReadModel model;
    private final Connection connection;
    private final Findings findings;
    private final JdbcTemplate jdbc;
    private final String inUse;
    private final LogPages log;
    private final EntryReader entries = new EntryReader();
    private final Map<String, String> faults = new TreeMap<>();
    private long reached;

    ReadModelCheck(ReadModelReader reader, Connection connection, Findings findings) throws SQLException {
        this.reader = reader;
        this.model = reader.model();
        this.connection = connection;
        this.findings = findings;
        this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.inUse = connection.getSchema();
        this.log = new LogPages(connection);
    }

    void run() throws SQLException {
        jdbc.execute("set search_path = pg_temp, " + inUse);
        ReadModelTables replayed = new ReadModelTables(model, jdbc);
        try {
            replayed.create();
            boolean compared = false;
            while (!compared) {
                long target = stored();
                while (reached < target) {
                    findings.reached(reached, target);
                    page(replayed, target);
                }
                compared = Snapshot.of(connection, inUse(), () -> {
                    long position = stored();
                    if (reached < position) {
                        page(replayed, position);
                    }
                    return reached == position && compare(position);
                });
            }
        } finally {
            jdbc.execute("set search_path = " + inUse);
            model.names().forEach(table -> jdbc.execute("drop table if exists pg_temp." + table));
        }
    }

    private long stored() {
        Long position =
                jdbc.queryForObject("select position from log_reader where name = ?", Long.class, model.reader());
        return position == null ? 0 : position;
    }

    private List<String> inUse() {
        return model.names().stream().map(table -> inUse + "." + table).toList();
    }

    private void page(ReadModelTables replayed, long target) throws SQLException {
        List<LogEntry> page = log.entries(reached, target, model.kinds());
        List<Recorded<OnboardingEvent>> events = new ArrayList<>(page.size());
        for (LogEntry entry : page) {
            try {
                events.add(entries.read(entry));
            } catch (UnreadableEntry e) {
                faults.putIfAbsent(entry.aggregateId(), e.getMessage());
            }
        }
        replayed.write(events, (key, failure) -> faults.putIfAbsent(key, String.valueOf(failure.getMessage())));
        findings.counted(model.events(), page.size());
        reached = page.size() < LogPages.PAGE ? target : page.getLast().position();
    }

    private boolean compare(long position) throws SQLException {
        faults.forEach((key, fault) -> findings.differs(key, "a history that can be replayed", fault));
        for (FoldedTable<?, ?> table : model.tables()) {
            findings.counted(table.label(), rows(table.name()));
            compare(
                    table.name(),
                    table::shown,
                    table.keyColumns().stream().map(Column::name).toList(),
                    table.columns().stream().map(Column::name).toList());
            if (faults.isEmpty()) {
                table.counts()
                        .forEach(counted -> compare(
                                counted.name(), UnaryOperator.identity(), counted.columnNames(), List.of("many")));
            }
        }
        jdbc.execute("set local search_path = " + inUse + ", pg_temp");
        reader.hook().checked(connection, position, findings);
        findings.comparedAt(position);
        return true;
    }

    private long rows(String table) {
        Long rows = jdbc.queryForObject("select count(*) from " + inUse + "." + table, Long.class);
        return rows == null ? 0 : rows;
    }

    private void compare(String table, UnaryOperator<String> shown, List<String> keys, List<String> columns) {
        String sql = """
                select %s as key, %s as expected, %s as found
                from pg_temp.%s expected full join %s.%s found using (%s)
                where %s is distinct from %s
                """.formatted(
                        keys.stream().map(key -> key + "::text").collect(Collectors.joining(" || ' ' || ")),
                        object("expected", keys, columns),
                        object("found", keys, columns),
                        table,
                        inUse,
                        table,
                        String.join(", ", keys),
                        all("expected", keys, columns),
                        all("found", keys, columns));
        jdbc.query(sql, row -> {
            String key = row.getString("key");
            if (!faults.containsKey(key)) {
                differs(shown.apply(key), row.getString("expected"), row.getString("found"));
            }
        });
    }

    private void differs(String key, @Nullable String expected, @Nullable String found) {
        Map<String, String> wanted = columns(expected);
        Map<String, String> there = columns(found);
        if (expected != null && found != null) {
            Map<String, String> same = new TreeMap<>(wanted);
            same.entrySet().retainAll(there.entrySet());
            wanted.keySet().removeAll(same.keySet());
            there.keySet().removeAll(same.keySet());
        }
        findings.differs(key, expected == null ? NO_ROW : wanted.toString(), found == null ? NO_ROW : there.toString());
    }

    private static Map<String, String> columns(@Nullable String row) {
        Map<String, String> columns = new TreeMap<>();
        if (row != null) {
            JsonNode members = JSON.readTree(row);
            members.forEachEntry(
                    (name, value) -> columns.put(name, value.isString() ? value.stringValue() : value.toString()));
        }
        return columns;
    }

    private static String object(String side, List<String> keys, List<String> columns) {
        return "case when %1$s.%2$s is not null then jsonb_build_object(%3$s) end"
                .formatted(
                        side,
                        keys.getFirst(),
                        columns.stream()
                                .map(column -> "'" + column + "', " + side + "." + column)
                                .collect(Collectors.joining(", ")));
    }

    private static String all(String side, List<String> keys, List<String> columns) {
        return Stream.concat(keys.stream(), columns.stream())
                .map(column -> side + "." + column)
                .collect(Collectors.joining(", ", "row(", ")"));
    }
}
