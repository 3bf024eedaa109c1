package org.deviceonboarding.pki;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What the tests start from. */
final class TestCa {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");
    static final String DEVICE = "0b9a3f5e-6f0c-4a55-9d59-0c1b8f5c9a11";
    static final URI CRL = URI.create("http://portal.example.org:5000/crl");
    static final DeviceProfile PROFILE = new DeviceProfile(Duration.ofDays(365), CRL);

    private TestCa() {}

    /** A CA in memory, made at the clock's moment. */
    static CertificateAuthority ca(InstantSource clock) {
        return ca(NewCa.make(clock.instant(), RANDOM), clock);
    }

    static CertificateAuthority ca(NewCa made, InstantSource clock) {
        SigningKey key = SigningKey.inMemory(made.issuingKey().getPrivate(), RANDOM, InstantSource.system());
        return new CaValidation(key, List.of(made.issuing(), made.root()), clock).check("memory");
    }
}
