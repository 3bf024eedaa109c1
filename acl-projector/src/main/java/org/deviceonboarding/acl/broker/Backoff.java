package org.deviceonboarding.acl.broker;

import java.time.Duration;

/** The pauses between tries. Each is longer than the last, from one second to half a minute. */
public final class Backoff {
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = Duration.ofSeconds(1);

    public Duration next() {
        Duration now = next;
        next = now.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : now.multipliedBy(2);
        return now;
    }

    public void reset() {
        next = Duration.ofSeconds(1);
    }
}
