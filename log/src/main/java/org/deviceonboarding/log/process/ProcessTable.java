package org.deviceonboarding.log.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The tables {@code running_process} and {@code event_kind}. A new process and a new kind of event take turns, so that no process
 * starts while a kind is added that it does not know. A row ends by the database's clock.
 */
final class ProcessTable {
    /** For how long a process counts as running after it was last heard of. */
    static final int LEASE_SECONDS = 30;

    /** "PROCESS1" in ASCII: any number will do, as long as nobody changes it. */
    private static final long LOCK = 0x50524F4345535331L;

    private static final String UNTIL = "clock_timestamp() + interval '" + LEASE_SECONDS + " seconds'";

    private final JdbcOperations jdbc;

    ProcessTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the kinds of events that the log may hold. */
    Set<EventKind> stored() {
        return new HashSet<>(jdbc.query(
                "select name, revision from event_kind",
                (row, _) -> new EventKind(row.getString("name"), row.getString("revision"))));
    }

    /**
     * Adds a process, in the transaction under way.
     *
     * @throws OtherVersion if the log may hold events that this version does not know
     */
    void add(RunningProcess process) {
        takeTurn();
        OtherVersion.refuseNewerLog(stored());
        jdbc.update(
                """
            insert into running_process (name, roles, version, kinds, live_until)
            values (?, ?, ?, string_to_array(?, ','), %1$s)
            on conflict (name) do update set live_until = %1$s
            """.formatted(UNTIL),
                process.name(),
                process.roles(),
                process.version(),
                String.join(",", process.kinds()));
    }

    /** Says that a process still runs. Returns whether the others took it for running until now. */
    boolean renew(String name) {
        return jdbc.update(
                        "update running_process set live_until = " + UNTIL
                                + " where name = ? and live_until > clock_timestamp()",
                        name)
                > 0;
    }

    /** Removes the processes that were not heard of for too long. */
    void sweep() {
        jdbc.update("delete from running_process where live_until < clock_timestamp()");
    }

    void remove(String name) {
        jdbc.update("delete from running_process where name = ?", name);
    }

    /** Returns the processes, also those whose time is over, until somebody sweeps. */
    List<RunningProcess> running() {
        return jdbc.query("select * from running_process order by started_at", (row, _) -> process(row));
    }

    /** Returns the processes whose time is not over; none on a database without the table. */
    List<RunningProcess> live() {
        Boolean known = jdbc.queryForObject("select to_regclass('running_process') is not null", Boolean.class);
        return Boolean.TRUE.equals(known)
                ? jdbc.query(
                        "select * from running_process where live_until > clock_timestamp()", (row, _) -> process(row))
                : List.of();
    }

    /**
     * Adds kinds of events, in the transaction that appends the first of them.
     *
     * @throws HeldBack if a process does not know one
     */
    void add(Collection<EventKind> kinds) {
        takeTurn();
        List<RunningProcess> running = running();
        for (EventKind kind : kinds) {
            Optional<RunningProcess> older =
                    running.stream().filter(process -> !process.knows(kind)).findFirst();
            if (older.isPresent()) {
                throw new HeldBack(kind, older.get());
            }
            jdbc.update(
                    "insert into event_kind (name, revision) values (?, ?) on conflict do nothing",
                    kind.name(),
                    kind.revision());
        }
    }

    private void takeTurn() {
        jdbc.query("select pg_advisory_xact_lock(" + LOCK + ")", _ -> {});
    }

    private static RunningProcess process(ResultSet row) throws SQLException {
        List<String> kinds = new ArrayList<>();
        for (Object kind : (Object[]) row.getArray("kinds").getArray()) {
            kinds.add(String.valueOf(kind));
        }
        return new RunningProcess(
                row.getString("name"), row.getString("roles"), row.getString("version"), Set.copyOf(kinds));
    }
}
