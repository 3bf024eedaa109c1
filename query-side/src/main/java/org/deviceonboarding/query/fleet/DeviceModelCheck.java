package org.deviceonboarding.query.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.log.projection.TaskDatabase;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Snapshot;
import org.deviceonboarding.log.state.StateCheck;
import org.deviceonboarding.logformat.EntryReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares the rows of the device model, byte for byte, with what the devices' histories say: a page of devices at a time, each
 * at one moment of the database, so that rows, position and events are of one piece.
 */
@Component
class DeviceModelCheck implements StateCheck {
    private static final int PAGE = 200;
    private static final String NO_ROW = "no row";

    @Override
    public String projection() {
        return DeviceModelUpkeep.PROJECTION;
    }

    @Override
    public void check(Connection connection, Findings findings) throws SQLException {
        TaskDatabase database = TaskDatabase.on(connection);
        LogPages log = new LogPages(connection);
        long whole = database.jdbc()
                .sql("select count(*) from device_model")
                .query(Long.class)
                .single();
        long done = 0;
        String last = "";
        while (true) {
            findings.reached(done, whole);
            String after = last;
            List<String> page = Snapshot.of(
                    connection, DeviceModelTables.TABLES.all(), () -> compare(database, log, after, findings));
            if (page.isEmpty()) {
                return;
            }
            done += page.size();
            last = page.getLast();
        }
    }

    private static List<String> compare(TaskDatabase database, LogPages log, String after, Findings findings)
            throws SQLException {
        long position = new DeviceModels(database.jdbc(), database.template()).position();
        List<String> ids = ids(database, after, position);
        Map<String, DeviceRow> rows = rows(database, ids);
        Map<String, Replayed> replayed = new TreeMap<>();
        EntryReader reader = new EntryReader();
        log.histories(
                ids,
                position,
                entry -> replayed.computeIfAbsent(entry.aggregateId(), id -> new Replayed(id, reader))
                        .add(entry));
        for (String id : ids) {
            Replayed history = replayed.get(id);
            findings.counted("device_events", history == null ? 0 : history.events());
            compare(id, history, rows.get(id), findings);
        }
        findings.counted("devices", ids.size());
        findings.comparedAt(position);
        return ids;
    }

    private static void compare(String id, @Nullable Replayed history, @Nullable DeviceRow found, Findings findings) {
        if (history != null && history.fault() != null) {
            findings.differs(id, "a history that can be replayed", history.fault());
            return;
        }
        DeviceRow expected = history == null ? null : history.row();
        if (expected == null || found == null) {
            if (expected != null || found != null) {
                findings.differs(id, text(expected), text(found));
            }
            return;
        }
        Map<String, String> columns = expected.differingFrom(found);
        if (!columns.isEmpty()) {
            findings.differs(
                    id, columns.toString(), found.differingFrom(expected).toString());
        }
    }

    private static String text(@Nullable DeviceRow row) {
        return row == null ? NO_ROW : row.model();
    }

    /** The next ones that have a row, or a registration, or both. */
    private static List<String> ids(TaskDatabase database, String after, long position) {
        return database.jdbc()
                .sql("""
                        select id from (
                            (select device_id::text as id from device_model
                             where device_id > :after order by device_id limit :page)
                            union
                            (select aggregate_identifier from domain_event_entry
                             where aggregate_identifier > :after and sequence_number = 0
                               and payload_type = 'DeviceRegistered' and global_index <= :position
                             order by aggregate_identifier limit :page)) ids
                        order by id limit :page
                        """)
                .param("after", after)
                .param("position", position)
                .param("page", PAGE)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    private static Map<String, DeviceRow> rows(TaskDatabase database, List<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : database
                        .jdbc()
                        .sql("select " + DeviceRow.COLUMNS + " from device_model where device_id in (:ids)")
                        .param("ids", ids)
                        .query(DeviceRow::read)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(DeviceRow::id, Function.identity()));
    }
}
