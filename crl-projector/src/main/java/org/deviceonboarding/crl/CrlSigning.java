package org.deviceonboarding.crl;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.deviceonboarding.messages.revocation.Revocation;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.RevokedEntry;
import org.springframework.stereotype.Component;

/** Signs and stores a CRL of all that is revoked or on hold. Runs inside the caller's transaction, which holds the lock. */
@Component
class CrlSigning {
    // A broker whose clock is behind ours would refuse every device on a CRL "from the future".
    private static final Duration BACKDATE = Duration.ofMinutes(5);

    private final Crls crls;
    private final CertificateAuthority authority;
    private final CrlProperties properties;
    private final InstantSource clock;

    CrlSigning(Crls crls, CertificateAuthority authority, CrlProperties properties, InstantSource clock) {
        this.crls = crls;
        this.authority = authority;
        this.properties = properties;
        this.clock = clock;
    }

    void sign(long position) {
        Instant signed = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant now = signed.truncatedTo(ChronoUnit.SECONDS); // CRLs know no parts of it
        BigInteger number = crls.nextNumber(signed);
        List<RevokedEntry> entries =
                crls.listedAt(now).stream().map(CrlSigning::entry).toList();
        Instant nextUpdate = now.plus(properties.validity());
        byte[] der = authority.signCrl(number, now.minus(BACKDATE), nextUpdate, entries);
        crls.publish(new SignedCrl(number, position, signed, nextUpdate, der), properties.history());
        crls.listed(now);
    }

    private static RevokedEntry entry(Revocation revocation) {
        return new RevokedEntry(revocation.serial().toBigInteger(), revocation.revokedAt(), revocation.reasonCode());
    }
}
