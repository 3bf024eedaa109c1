package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A CA was recorded: from here on it signs certificates and CRLs.
 *
 * @param fingerprint SHA-256 over the DER form of the issuing CA's certificate
 * @param subject of the issuing CA (RFC 4514)
 * @param notAfter last second of its validity
 * @param chainPem its certificate first, the root last, PEM (RFC 7468)
 */
@Revision("1")
public record AuthorityEstablished(Sha256 fingerprint, String subject, Instant notAfter, String chainPem)
        implements OnboardingEvent {}
