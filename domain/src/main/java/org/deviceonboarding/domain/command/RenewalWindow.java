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
        Instant third = lastThird(notBefore, notAfter);
        Instant window = notAfter.minus(longest);
        return third.isAfter(window) ? third : window;
    }

    /** The moment at which the last third of a validity begins. */
    public static Instant lastThird(Instant notBefore, Instant notAfter) {
        return notAfter.minus(Duration.between(notBefore, notAfter).dividedBy(THIRDS));
    }
}
