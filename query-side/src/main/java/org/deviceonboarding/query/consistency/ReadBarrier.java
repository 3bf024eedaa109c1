package org.deviceonboarding.query.consistency;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes a read wait until its projection has seen enough of the log: the position the caller names or, by default, all
 * that was in the log when the request came. Appends are serialised, so a projection at position P has seen everything
 * up to P.
 */
@Component
public class ReadBarrier {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final JdbcClient jdbc;

    ReadBarrier(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param minPosition what the caller wants to see, or null for the log's head
     * @param covered the position the projection has reached
     * @throws Refused {@code not_caught_up} if it does not get there in time
     */
    public void await(@Nullable Long minPosition, LongSupplier covered) {
        long head = head();
        long wanted = minPosition == null ? head : minPosition;
        if (wanted > head) {
            throw new Refused(RefusalCode.NOT_CAUGHT_UP, "The log has not reached position " + wanted + " yet");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (covered.getAsLong() < wanted) {
            if (System.nanoTime() - deadline > 0) {
                throw new Refused(RefusalCode.NOT_CAUGHT_UP, "The view has not reached position " + wanted + " yet");
            }
            pause();
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
