package org.deviceonboarding.domain.command;

import java.time.Duration;
import java.time.Instant;

/**
 * How long before its end a certificate is due for renewal: never before the last third of its life, so that one which
 * lives for a week is not due all its life.
 */
public record RenewalWindow(Duration longest) {
    private static final int THIRDS = 3;

    public RenewalWindow {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("A renewal takes some time");
        }
    }

    /** From this moment on it is due. */
    public Instant opens(Instant notBefore, Instant notAfter) {
        Duration third = Duration.between(notBefore, notAfter).dividedBy(THIRDS);
        return notAfter.minus(third.compareTo(longest) < 0 ? third : longest);
    }
}
