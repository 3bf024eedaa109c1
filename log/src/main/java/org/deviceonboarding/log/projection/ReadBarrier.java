package org.deviceonboarding.log.projection;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a read wait until its projections have seen enough of the log: the position the caller names or, by default, all
 * that was in the log when the request came. Appends are serialised, so a projection at position P has seen everything
 * up to P.
 */
@Component
public class ReadBarrier {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** After that, the process that has the reader may be gone. */
    private static final Duration OVERDUE = Duration.ofMillis(200);
    /** Nobody wakes those who wait for a reader of another process. */
    private static final Duration POLL = Duration.ofMillis(5);

    private final StoredLog log;
    private final ReaderProgress progress;

    public ReadBarrier(StoredLog log, ReaderProgress progress) {
        this.log = log;
        this.progress = progress;
    }

    /**
     * @param minPosition what the caller wants to see, or null for the log's head
     * @param projections all that the read looks into
     * @throws Refused {@code not_caught_up} if they do not get there in time
     */
    public void await(@Nullable Long minPosition, Projection... projections) {
        long head = log.head();
        long wanted = minPosition == null ? head : minPosition;
        requireReached(wanted, head);
        long deadline = deadline();
        for (Projection projection : projections) {
            reach(wanted, "The view", projection::position, deadline);
        }
    }

    /**
     * @param what the sentence to the caller begins with this, if it does not get there in time
     * @return how far it is, or was just now
     * @throws Refused {@code not_caught_up} likewise
     */
    public long await(long position, String what, LongSupplier reached) {
        requireReached(position, log.head());
        return reach(position, what, reached, deadline());
    }

    private static void requireReached(long wanted, long head) {
        if (wanted > head) {
            throw notYet("The log has not reached position " + wanted + " yet");
        }
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private long reach(long wanted, String what, LongSupplier position, long deadline) {
        long overdue = System.nanoTime() + OVERDUE.toNanos();
        long moves = progress.moves();
        long reached = position.getAsLong();
        while (reached < wanted) {
            if (System.nanoTime() - deadline > 0) {
                throw notYet(what + " has not reached position " + wanted + " yet");
            }
            if (System.nanoTime() - overdue > 0) {
                progress.takeOver();
            }
            awaitMoveAfter(moves);
            moves = progress.moves();
            reached = position.getAsLong();
        }
        return reached;
    }

    private void awaitMoveAfter(long moves) {
        try {
            progress.awaitMoveAfter(moves, POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notYet("The server is shutting down");
        }
    }

    private static Refused notYet(String detail) {
        return new Refused(RefusalCode.NOT_CAUGHT_UP, detail);
    }
}
