package org.deviceonboarding.log.append;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The pause of a worker that looks for work: short while the log grows, long while it does not. */
public final class Pacing {
    private final Duration shortest;
    private final Duration longest;
    private final Semaphore appended = new Semaphore(0);
    private final Semaphore rung = new Semaphore(0);

    public Pacing(LogAppends appends, Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
        appends.onAppend(() -> {
            if (appended.availablePermits() == 0) {
                appended.release();
            }
        });
    }

    /** Ends the current pause at once, or the next one if none is under way. */
    public void ring() {
        rung.release();
        appended.release();
    }

    /** Waits for the shortest pause, and then for an append, the longest pause or a ring. */
    public void await() throws InterruptedException {
        if (!rung.tryAcquire(shortest.toNanos(), TimeUnit.NANOSECONDS)) {
            boolean _ = appended.tryAcquire(longest.minus(shortest).toNanos(), TimeUnit.NANOSECONDS);
        }
        rung.drainPermits();
        appended.drainPermits();
    }
}
