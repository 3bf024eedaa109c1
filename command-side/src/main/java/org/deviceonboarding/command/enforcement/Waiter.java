package org.deviceonboarding.command.enforcement;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request that waits until every broker enforces its change. */
final class Waiter {
    private final AwaitedEvent change;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile List<BrokerEnforcement> seen;
    private volatile long lookedAt = -1;

    Waiter(AwaitedEvent change, List<BrokerEnforcement> seen) {
        this.change = change;
        this.seen = seen;
    }

    AwaitedEvent change() {
        return change;
    }

    /** Whether brokers have said something since this was last looked up. */
    boolean isBehind(long newest) {
        return lookedAt < newest;
    }

    /** @param position up to which the brokers' events were looked at, at least */
    void tell(List<BrokerEnforcement> brokers, long position) {
        seen = brokers;
        lookedAt = position;
        if (Waiters.settled(brokers)) {
            release();
        }
    }

    void release() {
        over.countDown();
    }

    List<BrokerEnforcement> await(Duration most) {
        try {
            boolean _ = over.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The process ends.
        }
        return seen;
    }
}
