package org.deviceonboarding.postgres;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a process that cannot work any more, so that its supervisor notices. */
final class End {
    private static final Logger log = LoggerFactory.getLogger(End.class);
    private static final int FAILURE = 1;
    private static final Duration FAREWELL = Duration.ofMinutes(1);

    private End() {}

    /** Ends the process with exit code 1, in order if that is possible within a minute. The method returns at once. */
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
