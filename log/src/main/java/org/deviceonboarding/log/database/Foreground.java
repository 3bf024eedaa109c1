package org.deviceonboarding.log.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Counts the changes of single devices that callers of this process wait for. Work in the background makes way for them. */
@Component
public class Foreground {
    private static final long GLANCE = Duration.ofMillis(1).toNanos();

    private final AtomicInteger changes = new AtomicInteger();

    /** Makes a change that a caller waits for. */
    public <E extends Exception, F extends Exception> void make(Change.Work<E, F> change) throws E, F {
        changes.incrementAndGet();
        try {
            change.run();
        } finally {
            changes.decrementAndGet();
        }
    }

    /** Waits until no such change is under way, at most for this long, so that the work goes on however many there are. */
    public void makeWay(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (changes.get() > 0
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(GLANCE);
        }
    }
}
