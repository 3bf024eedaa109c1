package org.deviceonboarding.command.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.logformat.ActorJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code bulk_job}. */
@Component
public class Jobs {
    private static final String SELECT = """
            select id, action, status, instructions, origin, created_by, created_at, started_at, finished_at, prepared,
                   sealed_password is not null as unclaimed, rows, succeeded, refused, stop_reason,
                   credentials_expires_at, delivered_at
            from bulk_job
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final BulkProperties properties;

    Jobs(JdbcClient jdbc, InstantSource clock, BulkProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
    }

    void receive(
            BulkId id,
            BulkAction action,
            Instructions instructions,
            Sha256 tokenHash,
            byte @Nullable [] sealedPassword,
            boolean prepared) {
        jdbc.sql("""
                        insert into bulk_job (id, action, status, instructions, origin, created_by, created_at, touched_at,
                                              token_hash, sealed_password, prepared)
                        values (:id, :action, 'receiving', :instructions, '{}', '', :now, :now, :hash, :password, :prepared)
                        """)
                .param("id", id.value())
                .param("action", action.wireName())
                .param("instructions", instructions.json())
                .param("now", now())
                .param("hash", tokenHash.hex())
                .param("password", sealedPassword)
                .param("prepared", prepared)
                .update();
    }

    /** Whatever of it was received is forgotten. */
    public void forget(BulkId id) {
        jdbc.sql("delete from bulk_job where id = :id and status = 'receiving'")
                .param("id", id.value())
                .update();
    }

    void touch(BulkId id) {
        jdbc.sql("update bulk_job set touched_at = :now where id = :id")
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    /** Nothing happens to it before somebody allows it. */
    public void hold(BulkId id, Actor actor, long rows) {
        put(id, "awaiting_approval", "receiving", actor, rows);
    }

    /** From here on it is worked on. */
    void start(BulkId id, Actor actor, long rows) {
        put(id, "running", "receiving,awaiting_approval", actor, rows);
        jdbc.sql("update bulk_job set started_at = :now where id = :id")
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    private void put(BulkId id, String status, String from, Actor actor, long rows) {
        int changed = jdbc.sql("""
                        update bulk_job set status = :status, origin = :origin, created_by = :actor, rows = :rows
                        where id = :id and status = any (string_to_array(:from, ','))
                        """)
                .param("id", id.value())
                .param("status", status)
                .param("from", from)
                .param("origin", ActorJson.write(actor))
                .param("actor", actor.name())
                .param("rows", rows)
                .update();
        if (changed == 0) {
            // Another process, whose clock is ahead, may have found that nobody allowed it in time.
            throw new Refused(RefusalCode.CONFLICT, "The change was given up meanwhile; ask for it again");
        }
    }

    /** It is over: no more bundles will be made, and those there are can be fetched for a while; if it was prepared, once claimed. */
    void finish(Job job, JobStatus status) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant expiry = now.truncatedTo(ChronoUnit.SECONDS).plus(properties.linkExpiry(job));
        jdbc.sql("""
                        update bulk_job set status = :status, finished_at = :now,
                            sealed_password = case when :credentials and prepared then sealed_password end,
                            credentials_expires_at = case when :credentials then cast(:expiry as timestamptz) end,
                            settled_at = case when :credentials then null else cast(:now as timestamptz) end
                        where id = :id
                        """)
                .param("id", job.id().value())
                .param("status", status.wireName())
                .param("now", Timestamp.from(now))
                .param("credentials", job.makesCredentials() && job.succeeded() > 0)
                .param("expiry", Timestamp.from(expiry))
                .update();
    }

    /** What is not done stays undone. */
    void cancel(Job job, @Nullable StopReason reason) {
        finish(job, JobStatus.CANCELLED);
        jdbc.sql("update bulk_job set stop_reason = :reason where id = :id")
                .param("reason", reason == null ? null : reason.wireName())
                .param("id", job.id().value())
                .update();
    }

    /** It was not allowed, or not in time. */
    public void drop(BulkId id) {
        jdbc.sql("""
                        update bulk_job set status = 'cancelled', finished_at = :now, settled_at = :now, sealed_password = null
                        where id = :id and status = 'awaiting_approval'
                        """).param("id", id.value()).param("now", now()).update();
    }

    void count(BulkId id, int succeeded, int refused) {
        jdbc.sql("update bulk_job set succeeded = succeeded + :succeeded, refused = refused + :refused where id = :id")
                .param("id", id.value())
                .param("succeeded", succeeded)
                .param("refused", refused)
                .update();
    }

    public Optional<Job> find(BulkId id) {
        return jdbc.sql(SELECT + "where id = :id and status <> 'receiving'")
                .param("id", id.value())
                .query(Jobs::read)
                .optional();
    }

    /** For the rest of the transaction nobody else changes it. */
    public Optional<Job> lock(BulkId id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id.value())
                .query(Jobs::read)
                .optional();
    }

    Optional<BulkId> behind(Sha256 tokenHash) {
        return jdbc.sql("select id from bulk_job where token_hash = :hash")
                .param("hash", tokenHash.hex())
                .query((row, _) -> new BulkId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Newest first; one more than the limit if there are more. */
    public List<Job> list(Set<BulkAction> actions, int limit, @Nullable BulkId after) {
        String behind = after == null
                ? ""
                : " and (created_at, id) < (select created_at, id from bulk_job where id = cast(:after as uuid))";
        return jdbc.sql(SELECT + "where status <> 'receiving' and action = any (array[:actions])" + behind
                        + " order by created_at desc, id desc limit :limit")
                .param("actions", actions.stream().map(BulkAction::wireName).toList())
                .param("after", after == null ? null : after.toString())
                .param("limit", limit + 1)
                .query(Jobs::read)
                .list();
    }

    /** What is to be worked on, whoever waited longest first. */
    List<Job> running(Set<BulkAction> actions) {
        return jdbc.sql(SELECT + """
                        where status = 'running' and action = any (array[:actions]) order by touched_at, id limit 100
                        """)
                .param("actions", actions.stream().map(BulkAction::wireName).toList())
                .query(Jobs::read)
                .list();
    }

    /** Somebody has its password now. */
    void claimed(BulkId id) {
        jdbc.sql("update bulk_job set sealed_password = null where id = :id")
                .param("id", id.value())
                .update();
    }

    /** None of its bundles waits any more. */
    void settled(BulkId id) {
        jdbc.sql("update bulk_job set settled_at = :now, sealed_password = null where id = :id")
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    long unfinished() {
        return jdbc.sql("select count(*) from bulk_job where status in ('receiving', 'awaiting_approval', 'running')")
                .query(Long.class)
                .single();
    }

    /** Whether devices are being renewed that nobody asked for. */
    boolean preparing() {
        return jdbc.sql("select exists (select from bulk_job where prepared and status in ('receiving', 'running'))")
                .query(Boolean.class)
                .single();
    }

    byte @Nullable [] sealedPassword(BulkId id) {
        return jdbc.sql("select sealed_password from bulk_job where id = :id")
                .param("id", id.value())
                .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
                .optional()
                .flatMap(password -> password)
                .orElse(null);
    }

    /** Rows that came in half, what nobody allowed in time, and what has been over for long. */
    void sweep(Duration abandoned) {
        Instant now = clock.instant();
        jdbc.sql("""
                        update bulk_job set status = 'cancelled', finished_at = :now, settled_at = :now, sealed_password = null
                        where status = 'awaiting_approval' and not exists (
                            select from approval
                            where subject = bulk_job.id::text and approval.status = 'pending' and expires_at > :now)
                        """).param("now", Timestamp.from(now)).update();
        jdbc.sql("""
                        delete from bulk_job where id in (
                            select id from bulk_job where status = 'receiving' and touched_at < :abandoned
                            union all
                            select id from bulk_job where finished_at < :old and settled_at is not null limit 5)
                        """)
                .param("abandoned", Timestamp.from(now.minus(abandoned)))
                .param("old", Timestamp.from(now.minus(properties.history())))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static Job read(ResultSet row, int number) throws SQLException {
        return new Job(
                new BulkId(row.getObject("id", UUID.class)),
                BulkAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                JobStatus.named(row.getString("status")),
                Instructions.read(row.getString("instructions")),
                ActorJson.read(row.getString("origin")),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getBoolean("prepared"),
                row.getBoolean("unclaimed"),
                row.getLong("rows"),
                row.getLong("succeeded"),
                row.getLong("refused"),
                stopReason(row.getString("stop_reason")),
                instant(row, "credentials_expires_at"),
                instant(row, "delivered_at"));
    }

    private static @Nullable StopReason stopReason(@Nullable String name) {
        return name == null ? null : StopReason.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
