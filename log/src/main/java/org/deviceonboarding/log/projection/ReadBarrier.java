package org.deviceonboarding.log.projection;

import java.time.Duration;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes a read wait until its projections have seen enough of the log: the position the caller names or, by default, all
 * that was in the log when the request came. Appends are serialised, so a projection at position P has seen everything
 * up to P.
 */
@Component
public class ReadBarrier {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final JdbcClient jdbc;

    public ReadBarrier(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param minPosition what the caller wants to see, or null for the log's head
     * @param projections all that the read looks into
     * @throws Refused {@code not_caught_up} if they do not get there in time
     */
    public void await(@Nullable Long minPosition, Projection... projections) {
        long head = head();
        long wanted = minPosition == null ? head : minPosition;
        if (wanted > head) {
            throw new Refused(RefusalCode.NOT_CAUGHT_UP, "The log has not reached position " + wanted + " yet");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Projection projection : projections) {
            while (projection.position() < wanted) {
                if (System.nanoTime() - deadline > 0) {
                    throw new Refused(
                            RefusalCode.NOT_CAUGHT_UP, "The view has not reached position " + wanted + " yet");
                }
                pause();
            }
        }
    }

    private long head() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(RefusalCode.NOT_CAUGHT_UP, "The server is shutting down");
        }
    }
}
