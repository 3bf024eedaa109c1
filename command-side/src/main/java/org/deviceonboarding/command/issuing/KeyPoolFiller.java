package org.deviceonboarding.command.issuing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Fills the {@link KeyPool} while nothing else needs the processor. A platform thread does that, because a key takes long and
 * virtual threads share the threads that carry requests.
 */
@Component
class KeyPoolFiller implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(KeyPoolFiller.class);
    private static final double BUSY = 0.7;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KeyPool pool;
    private final CpuLoad load;
    private final boolean on;
    private volatile @Nullable Thread thread;

    KeyPoolFiller(KeyPool pool, CpuLoad load, IssuingProperties properties) {
        this.pool = pool;
        this.load = load;
        this.on = properties.keyPoolSize() > 0;
    }

    /** The pool waits until the process is ready: keys made earlier would only delay that. */
    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    @EventListener(ApplicationReadyEvent.class)
    public void start() {
        if (on) {
            Thread filling = Thread.ofPlatform().name("key-pool").daemon().unstarted(this::run);
            thread = filling;
            filling.start();
        }
    }

    private void run() {
        Duration pause = PAUSE;
        try {
            while (true) {
                pool.awaitRoom();
                try {
                    pause = turn() ? Duration.ZERO : longer(pause);
                } catch (RuntimeException | Error e) {
                    log.warn("A key for the pool failed, trying again in {}: {}", PAUSE_AFTER_FAILURE, e.toString());
                    pause = PAUSE_AFTER_FAILURE;
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    // A look costs as much as a small request, and a machine that is busy stays so for a while.
    private static Duration longer(Duration pause) {
        Duration next = pause.isZero() ? PAUSE : pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    /**
     * Makes a key, unless somebody took one or the processor was busy since the turn before. On few cores, the key itself makes the
     * processor busy, and a pause follows.
     *
     * @return whether it made a key
     */
    boolean turn() {
        double recent = load.sinceCallBefore(); // at each turn, because it must not tell of a time long ago
        if (pool.wasUsed() || recent >= BUSY) {
            return false;
        }
        pool.add();
        return true;
    }

    @Override
    public void stop() {
        Thread filling = thread;
        thread = null;
        if (filling != null) {
            filling.interrupt();
            try {
                boolean _ = filling.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        pool.clear();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
