package org.deviceonboarding.command.enforcement;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.deviceonboarding.log.append.LogAppends;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The requests that wait for brokers' receipts. One thread looks into the log for all of them, after an append and at
 * most every {@link #PAUSE}, so that the number of those who wait costs the database nothing. Who waits holds no
 * connection.
 */
@Component
class Waiters implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Waiters.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long LONGEST_NAP_MILLIS = 1_000;
    static final int MOST = 1_000;

    private final Receipts receipts;
    private final Semaphore places = new Semaphore(MOST);
    private final Semaphore news = new Semaphore(0);
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;

    Waiters(Receipts receipts, LogAppends appends) {
        this.receipts = receipts;
        appends.onAppend(() -> {
            if (!waiting.isEmpty()) {
                news.release();
            }
        });
    }

    /**
     * Waits until no broker is pending, or the time is over. Returns at once if as many wait as may, or if the process ends.
     *
     * @param seen what the brokers had to show just now
     * @return what they had to show when it was last looked
     */
    List<BrokerEnforcement> await(AwaitedEvent change, List<BrokerEnforcement> seen, Duration most) {
        if (settled(seen) || most.isZero() || !isRunning() || !places.tryAcquire()) {
            return seen;
        }
        Waiter waiter = new Waiter(change, seen);
        try {
            waiting.add(waiter);
            news.release();
            return waiter.await(most);
        } finally {
            waiting.remove(waiter);
            places.release();
        }
    }

    int number() {
        return waiting.size();
    }

    static boolean settled(List<BrokerEnforcement> brokers) {
        return brokers.stream().noneMatch(BrokerEnforcement::pending);
    }

    private void run() {
        try {
            while (isRunning()) {
                if (waiting.isEmpty()) {
                    news.acquire();
                } else {
                    boolean _ = news.tryAcquire(LONGEST_NAP_MILLIS, TimeUnit.MILLISECONDS);
                }
                news.drainPermits();
                look();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    private void look() throws InterruptedException {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            long newest = receipts.newest();
            List<Waiter> behind =
                    waiting.stream().filter(waiter -> waiter.isBehind(newest)).toList();
            Map<AwaitedEvent, List<BrokerEnforcement>> found =
                    receipts.of(behind.stream().map(Waiter::change).toList());
            behind.forEach(waiter -> waiter.tell(found.getOrDefault(waiter.change(), List.of()), newest));
        } catch (DataAccessException e) {
            log.debug("Receipts cannot be looked up; whoever waits for them goes on waiting", e);
            Thread.sleep(LONGEST_NAP_MILLIS);
        }
    }

    @Override
    public void start() {
        Thread watch = Thread.ofVirtual().name("enforcement-waiters").unstarted(this::run);
        thread = watch;
        watch.start();
    }

    /** Comes before the web server waits for its requests: nobody keeps a process from ending. */
    @Override
    public void stop() {
        Thread watch = thread;
        thread = null;
        if (watch != null) {
            watch.interrupt();
        }
        waiting.forEach(Waiter::release);
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
