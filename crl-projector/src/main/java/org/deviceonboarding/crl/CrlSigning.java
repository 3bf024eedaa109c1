package org.deviceonboarding.crl;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.log.database.DatabaseClock;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.stereotype.Component;

/**
 * Signs and stores a CRL of all certificates that are revoked or on hold. It runs in the caller's transaction, which
 * holds the lock.
 */
@Component
class CrlSigning {
    private final Crls crls;
    private final CertificateAuthority authority;
    private final CrlProperties properties;
    private final InstantSource clock;
    private final DatabaseClock reference;

    CrlSigning(
            Crls crls,
            CertificateAuthority authority,
            CrlProperties properties,
            InstantSource clock,
            DatabaseClock reference) {
        this.crls = crls;
        this.authority = authority;
        this.properties = properties;
        this.clock = clock;
        this.reference = reference;
    }

    /** @throws ClocksDiffer if our clock is not the database's: the CRL would say so to every broker */
    void sign(long position) {
        ClockDifference difference = ClockDifference.between(clock, reference);
        if (difference.tooMuch()) {
            throw new ClocksDiffer(difference);
        }
        Instant signed = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant now = signed.truncatedTo(ChronoUnit.SECONDS); // CRLs know no parts of it
        Crls.Unsigned crl = crls.unsigned(signed);
        Instant nextUpdate = now.plus(properties.validity());
        byte[] der = authority.signCrl(crl.number(), authority.beginning(now), nextUpdate, crl.entries());
        CrlSummary summary = new CrlSummary(crl.number(), position, signed, nextUpdate, der.length);
        crls.publish(new SignedCrl(summary, der), properties.history());
    }
}
