package org.deviceonboarding.log.readmodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Folds events into one table. One query reads the rows that the events concern, and one statement writes the changed rows. */
final class TableWriter<K, R> {
    private final FoldedTable<K, R> table;
    private final JdbcTemplate jdbc;

    TableWriter(FoldedTable<K, R> table, JdbcTemplate jdbc) {
        this.table = table;
        this.jdbc = jdbc;
    }

    /** The effect of a batch on a table: how many rows it added, and how many it changed. */
    record RowCounts(long more, long changed) {
        RowCounts and(RowCounts other) {
            return new RowCounts(more + other.more, changed + other.changed);
        }
    }

    /** Takes the failure of a key whose events cannot be folded. A check reports the key and goes on. */
    @FunctionalInterface
    interface Faults {
        Faults NONE = (_, failure) -> {
            throw failure;
        };

        void cannotBeFolded(String key, RuntimeException failure);
    }

    RowCounts write(Collection<Recorded<OnboardingEvent>> events, Faults faults) {
        Map<K, List<Recorded<OnboardingEvent>>> byKey = new LinkedHashMap<>();
        for (Recorded<OnboardingEvent> event : events) {
            if (table.kinds().contains(event.event().getClass())) {
                table.keys(event)
                        .forEach(key -> byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                                .add(event));
            }
        }
        if (byKey.isEmpty()) {
            return new RowCounts(0, 0);
        }
        Map<K, R> known = rows(byKey.keySet());
        Map<K, @Nullable R> before = new LinkedHashMap<>();
        Map<K, @Nullable R> after = new LinkedHashMap<>();
        byKey.forEach((key, its) -> {
            R row = known.get(key);
            R folded;
            try {
                folded = fold(key, row, its);
            } catch (IllegalStateException | IllegalArgumentException e) {
                faults.cannotBeFolded(text(key), e);
                return;
            }
            if (!Objects.equals(row, folded)) {
                before.put(key, row);
                after.put(key, folded);
            }
        });
        delete(after);
        insert(after);
        table.counts().forEach(counted -> counted.change(jdbc, before.values(), after.values()));
        return new RowCounts(count(after) - count(before), after.size());
    }

    private @Nullable R fold(K key, @Nullable R row, List<Recorded<OnboardingEvent>> events) {
        R folded = row;
        for (Recorded<OnboardingEvent> event : events) {
            folded = table.fold().after(key, folded, event);
        }
        return folded;
    }

    private Map<K, R> rows(Collection<K> keys) {
        RowMapper<R> read = (row, _) -> table.read(row);
        Map<K, R> rows = new HashMap<>();
        jdbc.query("select * from " + table.name() + " where " + among(), read, (Object[]) texts(keys))
                .forEach(row -> rows.put(table.keyOf(row), row));
        return rows;
    }

    private void delete(Map<K, @Nullable R> after) {
        List<K> gone = after.entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
        if (!gone.isEmpty()) {
            jdbc.update("delete from " + table.name() + " where " + among(), (Object[]) texts(gone));
        }
    }

    private void insert(Map<K, @Nullable R> after) {
        List<K> keys = new ArrayList<>();
        List<R> rows = new ArrayList<>();
        after.forEach((key, row) -> {
            if (row != null) {
                keys.add(key);
                rows.add(row);
            }
        });
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = table.columns().stream().map(Column::name).toList();
        Object[] parameters = Stream.concat(
                        table.keyColumns().stream().map(column -> (Object) column.texts(keys)),
                        table.columns().stream().map(column -> (Object) column.texts(rows)))
                .toArray();
        String types = Stream.concat(
                        table.keyColumns().stream().map(Column::plainType),
                        table.columns().stream().map(Column::plainType))
                .map(type -> "?::text[]::" + type + "[]")
                .collect(Collectors.joining(", "));
        String changes = columns.isEmpty()
                ? "nothing"
                : columns.stream()
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", ", "update set ", ""));
        jdbc.update(
                "insert into %s (%s) select * from unnest(%s) on conflict (%s) do %s"
                        .formatted(
                                table.name(),
                                Stream.concat(Stream.of(table.keyNames()), columns.stream())
                                        .collect(Collectors.joining(", ")),
                                types,
                                table.keyNames(),
                                changes),
                parameters);
    }

    // With several columns more rows than those of the keys may be found; who looks for a key finds its own.
    private String among() {
        return table.keyColumns().size() == 1
                ? table.keyNames() + " = any (" + array(table.keyColumns().getFirst()) + ")"
                : "(" + table.keyNames() + ") in (select * from unnest("
                        + table.keyColumns().stream().map(TableWriter::array).collect(Collectors.joining(", ")) + "))";
    }

    private static String array(Column<?> column) {
        return "?::text[]::" + column.plainType() + "[]";
    }

    private String[][] texts(Collection<K> keys) {
        return table.keyColumns().stream().map(column -> column.texts(keys)).toArray(String[][]::new);
    }

    private String text(K key) {
        return table.keyColumns().stream()
                .map(column -> String.valueOf(column.value().apply(key)))
                .collect(Collectors.joining(" "));
    }

    private static long count(Map<?, ?> rows) {
        return rows.values().stream().filter(Objects::nonNull).count();
    }
}
