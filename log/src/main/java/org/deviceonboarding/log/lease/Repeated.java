package org.deviceonboarding.log.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that a thread of its own repeats, with a pause after each turn. The scheduler has one thread for everything that
 * is scheduled, and this work may take long.
 */
public abstract class Repeated implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Repeated.class);
    private static final Duration FAREWELL = Duration.ofSeconds(12);

    private final String name;
    private final Duration pause;
    private volatile @Nullable Thread thread;

    protected Repeated(String name, Duration pause) {
        this.name = name;
        this.pause = pause;
    }

    /** Does what there is to do now. If it fails, with an exception or an error, it is tried again after the pause. */
    protected abstract void turn() throws InterruptedException;

    /** Whether there will never be anything to do again. */
    protected boolean isOver() {
        return false;
    }

    private void run() {
        try {
            while (!isOver()) {
                try {
                    turn();
                } catch (RuntimeException | Error e) {
                    log.warn("{} failed, trying again in {}: {}", name, pause, e.toString());
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                boolean _ = running.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
