package org.deviceonboarding.postgres;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a process that is of no use any more, so that whoever supervises it learns of it. */
final class End {
    private static final Logger log = LoggerFactory.getLogger(End.class);
    private static final int FAILURE = 1;
    private static final Duration FAREWELL = Duration.ofMinutes(1);

    private End() {}

    /** Ends in order if that is possible within a minute, and in any case with exit code 1. Returns at once. */
    static void of(String reason) {
        log.error("{}. The portal ends.", reason);
        Thread.ofPlatform().daemon().name("end").start(() -> System.exit(FAILURE));
        Thread.ofPlatform().daemon().name("end at last").start(End::halt);
    }

    private static void halt() {
        try {
            Thread.sleep(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(FAILURE);
    }
}
