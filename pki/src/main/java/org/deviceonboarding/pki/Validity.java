package org.deviceonboarding.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The first and the last second of a certificate: RFC 5280 section 4.1.2.5 counts notAfter itself as valid. */
record Validity(Instant notBefore, Instant notAfter) {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3653);

    static void checkLength(Duration length) {
        if (length.compareTo(SHORTEST) < 0
                || length.compareTo(LONGEST) > 0
                || !length.equals(length.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A certificate is valid for whole seconds, 1 to 3653 days");
        }
    }

    static Validity from(Instant notBefore, Duration length) {
        Instant start = notBefore.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(start, start.plus(length).minusSeconds(1));
    }

    /** This one, cut to the issuer's: a chain is only as good as its shortest link. */
    Validity within(X509Certificate issuer) {
        Instant first = issuer.getNotBefore().toInstant();
        Instant last = issuer.getNotAfter().toInstant();
        return new Validity(notBefore.isBefore(first) ? first : notBefore, notAfter.isAfter(last) ? last : notAfter);
    }
}
