package org.deviceonboarding.acl;

import java.time.Duration;

/** Ever longer pauses between tries, from a second to half a minute. */
final class Backoff {
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = Duration.ofSeconds(1);

    Duration next() {
        Duration now = next;
        next = now.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : now.multipliedBy(2);
        return now;
    }

    void reset() {
        next = Duration.ofSeconds(1);
    }
}
