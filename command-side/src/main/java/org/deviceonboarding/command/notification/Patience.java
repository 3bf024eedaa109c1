package org.deviceonboarding.command.notification;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** Computes how long to wait after a failed delivery: twice as long each time, up to hours, and with a random part. */
record Patience(SecureRandom random) {
    /** About a day of tries. */
    static final int MOST_ATTEMPTS = 17;

    private static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    /** Empty if it was the last try. */
    Optional<Duration> after(int attempts) {
        if (attempts >= MOST_ATTEMPTS) {
            return Optional.empty();
        }
        Duration doubled = FIRST.multipliedBy(1L << (attempts - 1));
        Duration whole = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        long half = whole.toMillis() / 2;
        return Optional.of(Duration.ofMillis(half + random.nextLong(half + 1)));
    }
}
