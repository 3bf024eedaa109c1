package org.deviceonboarding.command.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.logformat.ActorJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code approval}: requests that wait or waited for a second person. */
@Component
class ApprovalTable {
    /** A request that nobody decided in time says so only to who looks. */
    private static final String STATUS =
            "case when status = 'pending' and expires_at <= :now then 'expired' else status end";

    private static final int MOST_PENDING = 1_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ApprovalTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param status pending, approved, rejected or expired */
    record ApprovalRow(
            ApprovalId id,
            ApprovalAction action,
            String status,
            String subject,
            String request,
            Actor actor,
            String requestedBy,
            Instant requestedAt,
            Instant expiresAt,
            @Nullable String comment,
            @Nullable String decidedBy,
            @Nullable String deciderOwner,
            @Nullable Instant decidedAt,
            @Nullable String decisionComment) {}

    void add(ApprovalCommand.Ask command, Actor requester) {
        jdbc.sql("""
                        insert into approval (id, action, status, subject, request, origin, requested_by, requested_at, expires_at,
                                              comment)
                        values (:id, :action, 'pending', :subject, :request, :origin, :by, :now, :expires, :comment)
                        """)
                .param("id", command.approvalId().value())
                .param("action", command.action().wireName())
                .param("subject", command.subject())
                .param("request", command.request())
                .param("origin", ActorJson.write(requester))
                .param("by", requester.name())
                .param("now", now())
                .param("expires", Timestamp.from(command.expiresAt()))
                .param("comment", command.comment())
                .update();
    }

    void decide(ApprovalId id, String status, Actor by, @Nullable String comment) {
        jdbc.sql("""
                        update approval set status = :status, decided_by = :by, decider_owner = :owner, decided_at = :now, decision_comment = :comment
                        where id = :id
                        """)
                .param("status", status)
                .param("by", by.name())
                .param("owner", by.owner())
                .param("now", now())
                .param("comment", comment)
                .param("id", id.value())
                .update();
    }

    ApprovalRow require(ApprovalId id) {
        return find(id).orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no request " + id));
    }

    Optional<ApprovalRow> find(ApprovalId id) {
        return jdbc.sql(select("where id = :id"))
                .param("now", now())
                .param("id", id.value())
                .query(ApprovalTable::read)
                .optional();
    }

    /** Newest first; one more than the limit if there are more. */
    List<ApprovalRow> list(@Nullable String status, int limit, @Nullable UUID after) {
        String which = "where true"
                + (status == null ? "" : " and " + STATUS + " = :status")
                + (after == null
                        ? ""
                        : " and (requested_at, id) < (select requested_at, id from approval where id = :after)")
                + " order by requested_at desc, id desc limit :limit";
        return jdbc.sql(select(which))
                .param("now", now())
                .param("status", status)
                .param("after", after)
                .param("limit", limit + 1)
                .query(ApprovalTable::read)
                .list();
    }

    /** Those that still can be decided, some at a time. */
    List<ApprovalRow> pending() {
        return list("pending", MOST_PENDING, null);
    }

    private static String select(String which) {
        return "select id, action, " + STATUS + " as status, subject, request, origin, requested_by, requested_at,"
                + " expires_at, comment, decided_by, decider_owner, decided_at, decision_comment from approval "
                + which;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static ApprovalRow read(ResultSet row, int number) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        return new ApprovalRow(
                new ApprovalId(row.getObject("id", UUID.class)),
                ApprovalAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getString("status"),
                row.getString("subject"),
                row.getString("request"),
                ActorJson.read(row.getString("origin")),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("comment"),
                row.getString("decided_by"),
                row.getString("decider_owner"),
                decided == null ? null : decided.toInstant(),
                row.getString("decision_comment"));
    }
}
