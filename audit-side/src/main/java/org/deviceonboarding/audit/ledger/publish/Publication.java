package org.deviceonboarding.audit.ledger.publish;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the newest checkpoint to one destination, and tries again until it arrives or a newer one exists. */
final class Publication {
    private static final Logger log = LoggerFactory.getLogger(Publication.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int WORRYING = 3;

    private final CheckpointPublisher publisher;
    private final Counter failures;
    private final Duration firstPause;
    private final InstantSource clock;
    private final BlockingQueue<String> newest = new LinkedBlockingQueue<>(1);
    private @Nullable Thread thread;
    private volatile int failed;
    private volatile @Nullable Instant failingSince;

    Publication(CheckpointPublisher publisher, Counter failures, Duration firstPause, InstantSource clock) {
        this.publisher = publisher;
        this.failures = failures;
        this.firstPause = firstPause;
        this.clock = clock;
    }

    String name() {
        return publisher.name();
    }

    /** Since when publishing fails, after several failures in a row. */
    Optional<Instant> failingSince() {
        return failed < WORRYING ? Optional.empty() : Optional.ofNullable(failingSince);
    }

    /** Takes the newest checkpoint and returns at once. Only one thread may call it. */
    void offer(String note) {
        while (!newest.offer(note)) {
            newest.poll();
        }
    }

    private void run() {
        try {
            while (true) {
                publish(newest.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    private void publish(String first) throws InterruptedException {
        String note = first;
        Duration pause = firstPause;
        while (!attempt(note)) {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            String newer = newest.poll();
            note = newer == null ? note : newer;
        }
        if (!pause.equals(firstPause)) {
            log.info("Checkpoints are published again: {}", publisher.name());
        }
    }

    private boolean attempt(String note) throws InterruptedException {
        try {
            publisher.publish(note);
            failed = 0;
            failingSince = null;
            return true;
        } catch (IOException | RuntimeException e) {
            failures.increment();
            if (failingSince == null) {
                failingSince = clock.instant();
            }
            failed = Math.min(failed + 1, WORRYING);
            log.warn("A checkpoint could not be published ({}), trying again: {}", publisher.name(), e.getMessage());
            return false;
        }
    }

    void start() {
        thread = Thread.ofVirtual().name("ledger-" + publisher.name()).start(this::run);
    }

    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                boolean _ = running.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
