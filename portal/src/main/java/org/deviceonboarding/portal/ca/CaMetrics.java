package org.deviceonboarding.portal.ca;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Reports how long the certificates of the CA are still valid, and whether its key signs. */
@Component
@Profile({"command", "crl"})
class CaMetrics implements MeterBinder {
    private final CertificateAuthority authority;
    private final InstantSource clock;

    CaMetrics(CertificateAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "issuing", authority.issuer());
        gauge(registry, "root", authority.root());
        Gauge.builder("ca.key.failing", authority, ca -> ca.failingSince().isPresent() ? 1 : 0)
                .description("1 while the key of the CA does not sign")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String ca, X509Certificate certificate) {
        Gauge.builder("ca.certificate.end.seconds", certificate, this::left)
                .description("Time until the certificate of the CA expires")
                .tag("ca", ca)
                .register(registry);
    }

    private double left(X509Certificate certificate) {
        return Duration.between(clock.instant(), certificate.getNotAfter().toInstant())
                .toSeconds();
    }
}
