package org.deviceonboarding.command.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.log.append.LogAppends;
import org.deviceonboarding.log.append.Pacing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works on jobs in the background, with threads of its own: platform threads, so that key making never holds up a request's
 * virtual thread, and few, so that a core is left for requests. One of them does nothing but revocations, which must not wait for
 * keys to be made. Any number of processes may do so at once.
 */
@Component
class BulkWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BulkWorker.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** How many times longer a pause is while the log does not grow: jobs start and end with events. */
    private static final int AT_REST = 60;
    /** The same for revocations, because a process that dies may leave some undone. */
    private static final int REVOCATIONS_AT_REST = 10;

    private final BatchLoop loop;
    private final BatchSweep sweep;
    private final BulkProperties properties;
    private final List<Thread> threads = new ArrayList<>();
    private final LogAppends appends;
    private final List<Pacing> pacings = new ArrayList<>();
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    BulkWorker(BatchLoop loop, BatchSweep sweep, BulkProperties properties, LogAppends appends) {
        this.loop = loop;
        this.sweep = sweep;
        this.properties = properties;
        this.appends = appends;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        threads.add(thread("bulk-sweep", AT_REST, sweep::turn));
        threads.add(thread("bulk-revocations", REVOCATIONS_AT_REST, () -> loop.turn(EnumSet.of(BulkAction.REVOKE))));
        for (int i = 0; i <= properties.keyMakers(); i++) { // one more, see BatchLoop
            threads.add(thread("bulk-" + i, AT_REST, () -> loop.turn(EnumSet.of(BulkAction.IMPORT, BulkAction.RENEW))));
        }
        threads.forEach(Thread::start);
    }

    private Thread thread(String name, int atRest, BooleanSupplier turn) {
        Pacing pacing = new Pacing(appends, properties.poll(), properties.poll().multipliedBy(atRest));
        pacings.add(pacing);
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> run(turn, pacing));
    }

    /** @param turn does some work, and says whether there was any */
    private void run(BooleanSupplier turn, Pacing pacing) {
        Duration pause = properties.poll();
        boolean troubled = false;
        try {
            while (isRunning()) {
                try {
                    while (isRunning() && turn.getAsBoolean()) {
                        troubled = false;
                    }
                    pause = properties.poll();
                    pacing.await();
                } catch (RuntimeException e) {
                    if (isRunning() && !troubled) {
                        log.warn("Bulk work stands still, and goes on as soon as it can: {}", e.toString());
                    }
                    troubled = true;
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                    boolean _ = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It ends.
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        pacings.forEach(Pacing::ring);
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
        pacings.clear();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    static Map<BulkAction, RowWork> byAction(List<RowWork> works) {
        Map<BulkAction, RowWork> byAction = new EnumMap<>(BulkAction.class);
        works.forEach(work -> byAction.put(work.action(), work));
        return byAction;
    }
}
