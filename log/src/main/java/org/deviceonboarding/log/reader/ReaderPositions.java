package org.deviceonboarding.log.reader;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.append.Presence;
import org.deviceonboarding.log.append.ProcessName;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code log_reader}: how far each reader is, and which process runs it. A lease ends by the database's clock, so a
 * process whose clock is wrong keeps nothing from the others. It counts for nothing once its process is gone ({@link Presence}).
 */
@Component
public class ReaderPositions {
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final String UNTIL = "clock_timestamp() + interval '" + LEASE.toSeconds() + " seconds'";

    private final JdbcClient jdbc;
    private final StoredLog log;
    private final String self;

    ReaderPositions(JdbcClient jdbc, StoredLog log, ProcessName self) {
        this.jdbc = jdbc;
        this.log = log;
        this.self = self.value();
    }

    /** Stores a new reader, at the log's beginning. */
    void register(LogReader reader) {
        jdbc.sql("""
            insert into log_reader (name, position, kinds, rows) values (:name, 0, :kinds, 0)
            on conflict (name) do update set kinds = excluded.kinds
            where log_reader.kinds is distinct from excluded.kinds
            """)
                .param("name", reader.name())
                .param("kinds", names(reader.kinds()))
                .update();
    }

    /**
     * Takes those readers that no other process has, and keeps those that this process has.
     *
     * @return the positions of all that this process has now
     */
    Map<String, Long> lease(Collection<String> readers) {
        Map<String, Long> positions = new HashMap<>();
        jdbc.sql("""
            update log_reader set owner = :self, leased_until = %s
            where name in (
                select name from log_reader
                where name in (:readers)
                  and (owner = :self or leased_until is null or leased_until < clock_timestamp() or %s)
                for update skip locked)
            returning name, position
            """.formatted(UNTIL, Presence.isGone("owner")))
                .param("self", self)
                .param("readers", readers)
                .query(row -> {
                    positions.put(row.getString("name"), row.getLong("position"));
                });
        return positions;
    }

    /** Ends the leases of these readers, so that other processes can take them at once. */
    void release(Collection<String> readers) {
        jdbc.sql("update log_reader set owner = null, leased_until = null where owner = :self and name in (:readers)")
                .param("self", self)
                .param("readers", readers)
                .update();
    }

    /**
     * Moves readers on in the transaction under way, and keeps others from having them until it ends.
     *
     * @param from where each is now
     * @param end the identifier of the event that was read at the new position, or null if none was
     * @throws LeaseLost if one is somewhere else, another process has it, or the log has another event there
     */
    void move(Map<String, Long> from, long to, @Nullable String end) {
        String[] names = from.keySet().stream().sorted().toArray(String[]::new);
        Long[] positions = List.of(names).stream().map(from::get).toArray(Long[]::new);
        int moved = jdbc.sql("""
            update log_reader reader set position = :to, leased_until = %s
            from unnest(:names::text[], :positions::bigint[]) as known (name, position)
            where reader.name = known.name and reader.position = known.position and reader.owner = :self
              and (:end::text is null or exists
                   (select from domain_event_entry where global_index = :to and event_identifier = :end))
            """.formatted(UNTIL))
                .param("to", to)
                .param("end", end)
                .param("names", names)
                .param("positions", positions)
                .param("self", self)
                .update();
        if (moved < names.length) {
            throw new LeaseLost(from.keySet());
        }
    }

    /**
     * Returns how far a reader has read, in any process: right before the next event that concerns it or, if there is
     * none, at the log's head. The stored position is at most a hundred entries behind, so the query reads few entries.
     */
    public long of(String reader) {
        return jdbc.sql("""
            select coalesce(
                (select min(global_index) - 1 from domain_event_entry
                 where global_index > reader.position
                   and (reader.kinds is null or payload_type = any (string_to_array(reader.kinds, ',')))),
                (select max(global_index) from domain_event_entry),
                0)
            from log_reader reader where name = :reader
            """)
                .param("reader", reader)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The position of the log's newest event. */
    public long head() {
        return log.head();
    }

    /** Returns the stored position: the reader's tables contain all events up to it. */
    public long stored(String reader) {
        return jdbc.sql("select position from log_reader where name = :reader")
                .param("reader", reader)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * Makes the reader wait, in any process, until the current transaction ends.
     *
     * @return false if it is not known
     */
    public boolean lock(String reader) {
        return jdbc.sql("select true from log_reader where name = :reader for update")
                .param("reader", reader)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    /** Returns the number of rows in the tables of a read model. */
    public long rows(String reader) {
        return jdbc.sql("select rows from log_reader where name = :reader")
                .param("reader", reader)
                .query(Long.class)
                .single();
    }

    /** Adds to the number of rows of a read model. */
    public void count(String reader, long more) {
        jdbc.sql("update log_reader set rows = rows + :more where name = :reader")
                .param("more", more)
                .param("reader", reader)
                .update();
    }

    /** Makes the reader begin again at the log's first event. The process that runs the reader notices. */
    public void begin(LogReader reader) {
        jdbc.sql("""
            insert into log_reader (name, position, kinds, rows) values (:name, 0, :kinds, 0)
            on conflict (name) do update set position = 0, rows = 0, owner = null, leased_until = null
            """)
                .param("name", reader.name())
                .param("kinds", names(reader.kinds()))
                .update();
    }

    static @Nullable String names(Set<Class<? extends OnboardingEvent>> kinds) {
        return kinds.isEmpty()
                ? null
                : kinds.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(","));
    }
}
