package org.deviceonboarding.access.session;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code portal.session.*}: how long a browser stays signed in.
 *
 * @param idle without a request
 * @param longest in any case
 * @param publicUrl under which browsers see us
 * @param issuer whose word counts; empty for none
 */
@ConfigurationProperties("portal.session")
record SessionProperties(Duration idle, Duration longest, URI publicUrl, String issuer) {
    private static final Duration SHORTEST = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofDays(7);

    SessionProperties {
        // What was last seen is known to the minute only.
        if (idle.compareTo(SHORTEST) < 0 || idle.compareTo(longest) > 0) {
            throw new IllegalArgumentException("SESSION_IDLE is at least 2 minutes, and at most SESSION_LONGEST");
        }
        if (longest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("SESSION_LONGEST is at most 7 days");
        }
    }
}
