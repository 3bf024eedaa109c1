package org.deviceonboarding.portal.ca;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.SigningFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Watches whether the CA's key signs. A key outside this process is asked once a minute if nothing else asks it, and more often while it
 * does not sign, so that the portal notices by itself that a token or key service is gone, or back.
 */
@Component
@Profile({"command", "crl"})
class CaProbe {
    private static final Logger log = LoggerFactory.getLogger(CaProbe.class);
    private static final Duration AT_REST = Duration.ofMinutes(1);

    private final CertificateAuthority authority;
    private final CaProperties properties;
    private final InstantSource clock;
    private boolean told;

    CaProbe(CertificateAuthority authority, CaProperties properties, InstantSource clock) {
        this.authority = authority;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${portal.ca.probe-interval:10s}",
            initialDelayString = "${portal.ca.probe-interval:10s}")
    void look() {
        if (!properties.inMemory() && isDue()) {
            try {
                authority.probe();
            } catch (SigningFailed e) {
                log.debug("The CA's key still does not sign", e);
            }
        }
        tell(authority.failingSince());
    }

    private boolean isDue() {
        return authority.failingSince().isPresent()
                || !clock.instant().isBefore(authority.lastAsked().plus(AT_REST));
    }

    private void tell(Optional<Instant> failing) {
        if (failing.isPresent() && !told) {
            log.error(
                    "The CA's key has not signed since {}: no device gets a certificate, and no new CRL is signed",
                    failing.get());
        } else if (failing.isEmpty() && told) {
            log.info("The CA's key signs again");
        }
        told = failing.isPresent();
    }
}
