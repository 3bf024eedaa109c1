package org.deviceonboarding.log.upkeep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.deviceonboarding.log.projection.StateDifferences;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code upkeep_task}. */
@Component
public class Tasks implements StateDifferences {
    /** After that, nobody is there to do it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** To be held by whoever does a task, for as long as its session lives. */
    static final String LOCK = "hashtext('upkeep'), hashtext(kind || ' ' || projection)";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Tasks(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Requests a task for each of the projections, all with one id, unless such tasks are running. */
    public UUID request(TaskKind kind, Collection<String> projections) {
        UUID id = transaction.execute(_ -> {
            jdbc.sql("lock table upkeep_task in share row exclusive mode").update();
            Optional<UUID> open = open(kind, projections);
            if (open.isPresent()) {
                return open.get();
            }
            UUID fresh = jdbc.sql("select gen_random_uuid()").query(UUID.class).single();
            projections.forEach(projection -> insert(kind, projection, fresh));
            return fresh;
        });
        return Objects.requireNonNull(id);
    }

    private Optional<UUID> open(TaskKind kind, Collection<String> projections) {
        return jdbc.sql("""
                        select id from upkeep_task
                        where kind = :kind and projection in (:projections) and state in ('waiting', 'running') limit 1
                        """)
                .param("kind", kind.stored())
                .param("projections", projections)
                .query(UUID.class)
                .optional();
    }

    private void insert(TaskKind kind, String projection, UUID id) {
        jdbc.sql("""
                        insert into upkeep_task (kind, projection, id, state, requested_at)
                        values (:kind, :projection, :id, 'waiting', :now)
                        on conflict (kind, projection) do update set id = excluded.id, state = excluded.state,
                            requested_at = excluded.requested_at, started_at = null, finished_at = null, done = 0,
                            whole = 0, position = null, counts = '{}', differences = '[]', differences_total = 0,
                            failure = null
                        """)
                .param("kind", kind.stored())
                .param("projection", projection)
                .param("id", id)
                .param("now", now())
                .update();
    }

    /** Returns the newest task of each projection. */
    public List<Task> newest(TaskKind kind) {
        return jdbc.sql("select * from upkeep_task where kind = :kind order by projection")
                .param("kind", kind.stored())
                .query(Tasks::task)
                .list();
    }

    /** Whether there is one that somebody does or has to do. */
    boolean anyOpen() {
        return jdbc.sql("select exists (select 1 from upkeep_task where state in ('waiting', 'running'))")
                .query(Boolean.class)
                .single();
    }

    /** The longest waiting one of these projections. */
    Optional<Task> waiting(TaskKind kind, Collection<String> projections) {
        return jdbc.sql("""
                        select * from upkeep_task
                        where kind = :kind and state = 'waiting' and projection in (:projections)
                        order by requested_at, projection limit 1
                        """)
                .param("kind", kind.stored())
                .param("projections", projections)
                .query(Tasks::task)
                .optional();
    }

    /** Takes the task's lock for the session of this connection. Returns false if another session has it. */
    static boolean lock(Connection connection, Task task) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select pg_try_advisory_lock(" + LOCK + ") from (values (?, ?)) task (kind, projection)")) {
            query.setString(1, task.kind().stored());
            query.setString(2, task.projection());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** @return whether it was still to be done */
    boolean begin(Task task) {
        return jdbc.sql("update upkeep_task set state = 'running', started_at = :now where id = :id"
                                + " and projection = :projection and state = 'waiting'")
                        .param("now", now())
                        .param("id", task.id())
                        .param("projection", task.projection())
                        .update()
                == 1;
    }

    void tell(Task task, Outcome outcome) {
        jdbc.sql("""
                        update upkeep_task set done = :done, whole = :whole, position = :position,
                            counts = :counts::jsonb, differences = :differences::jsonb, differences_total = :total
                        where id = :id and projection = :projection
                        """)
                .param("done", outcome.done())
                .param("whole", outcome.whole())
                .param("position", outcome.position())
                .param("counts", JSON.writeValueAsString(outcome.counts()))
                .param("differences", JSON.writeValueAsString(outcome.differences()))
                .param("total", outcome.differencesTotal())
                .param("id", task.id())
                .param("projection", task.projection())
                .update();
    }

    void finish(Task task, TaskState state, @Nullable String failure) {
        jdbc.sql("""
                        update upkeep_task set state = :state, finished_at = :now, failure = :failure,
                            known_differences = case when :failed then known_differences else differences_total end
                        where id = :id and projection = :projection
                        """)
                .param("state", state.stored())
                .param("failed", state == TaskState.FAILED)
                .param("now", now())
                .param("failure", failure)
                .param("id", task.id())
                .param("projection", task.projection())
                .update();
    }

    /** Tasks whose process died, and tasks that nobody takes up, have failed. */
    void giveUpDeadOnes() {
        jdbc.sql("""
                        update upkeep_task set state = 'failed', finished_at = :now,
                            failure = 'The process that did it is gone'
                        where state = 'running' and pg_try_advisory_xact_lock(%s)
                        """.formatted(LOCK)).param("now", now()).update();
        jdbc.sql("""
                        update upkeep_task set state = 'failed', finished_at = :now,
                            failure = 'No process that runs keeps this projection, or may make its tables'
                        where state = 'waiting' and requested_at < :then
                          and not exists (
                              select 1 from upkeep_task other where other.kind = upkeep_task.kind
                              and other.state = 'running')
                        """)
                .param("now", now())
                .param("then", Timestamp.from(clock.instant().minus(PATIENCE)))
                .update();
    }

    @Override
    public long known() {
        return jdbc.sql("select coalesce(sum(known_differences), 0) from upkeep_task where kind = 'proof'")
                .query(Long.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Task task(ResultSet row, int number) throws SQLException {
        return new Task(
                TaskKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("projection"),
                row.getObject("id", UUID.class),
                TaskState.of(row.getString("state")),
                row.getTimestamp("requested_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("finished_at")),
                row.getLong("done"),
                row.getLong("whole"),
                row.getObject("position", Long.class),
                JSON.readValue(row.getString("counts"), new TypeReference<>() {}),
                JSON.readValue(row.getString("differences"), new TypeReference<>() {}),
                row.getLong("differences_total"),
                row.getString("failure"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
