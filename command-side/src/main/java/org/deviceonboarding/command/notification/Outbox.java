package org.deviceonboarding.command.notification;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.log.lease.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code notification}: messages that have not been delivered yet. They get in together with the position
 * that was reached in the log, and out once they were taken.
 */
@Component
class Outbox {
    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final Lease PAUSE = new Lease(Patience.LONGEST_PAUSE);

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How it stands.
     *
     * @param waiting on their way
     * @param troubled those of them that were refused more than once
     * @param givenUp within the last day
     */
    record Condition(long waiting, long troubled, long givenUp) {}

    void add(String id, String body, Instant now) {
        jdbc.sql("""
                        insert into notification (message_id, body, next_attempt) values (:id, :body, :now)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("body", body)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The next one that is due. Nobody else gets it until the lease is over, whatever becomes of the caller. */
    Optional<Message> claim(Instant now, Duration lease) {
        return jdbc.sql("""
                        update notification set attempts = attempts + 1, next_attempt = :later where message_id = (
                            select message_id from notification
                            where given_up_at is null and (next_attempt <= :now or next_attempt > :latest)
                            order by next_attempt limit 1 for update skip locked)
                        returning message_id, body, attempts
                        """)
                .param("now", Timestamp.from(now))
                .param("latest", PAUSE.latest(now))
                .param("later", Timestamp.from(now.plus(lease)))
                .query((row, _) ->
                        new Message(row.getString("message_id"), row.getString("body"), row.getInt("attempts")))
                .optional();
    }

    void delivered(Message message) {
        jdbc.sql("delete from notification where message_id = :id")
                .param("id", message.id())
                .update();
    }

    void postpone(Message message, Instant until) {
        jdbc.sql("update notification set next_attempt = :until where message_id = :id")
                .param("id", message.id())
                .param("until", Timestamp.from(until))
                .update();
    }

    /** Its row stays for a week, to be seen. */
    void giveUp(Message message, Instant now) {
        jdbc.sql("update notification set given_up_at = :now where message_id = :id")
                .param("id", message.id())
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql("delete from notification where given_up_at < :past")
                .param("past", Timestamp.from(now.minus(REMEMBERED)))
                .update();
    }

    Condition condition(Instant now) {
        return jdbc.sql("""
                        select count(*) filter (where given_up_at is null) as waiting,
                               count(*) filter (where given_up_at is null and attempts > 2) as troubled,
                               count(*) filter (where given_up_at > :yesterday) as given_up
                        from notification
                        """)
                .param("yesterday", Timestamp.from(now.minus(Duration.ofDays(1))))
                .query((row, _) ->
                        new Condition(row.getLong("waiting"), row.getLong("troubled"), row.getLong("given_up")))
                .single();
    }
}
