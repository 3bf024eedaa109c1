package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;

/**
 * The CA signed a certificate for the port where devices renew themselves, so that the log holds every certificate there is.
 *
 * @param key SHA-256 over the SubjectPublicKeyInfo of the key that it is for
 */
@Revision("1")
public record ServerCertificateIssued(
        Sha256 key,
        SerialNumber serial,
        Sha256 fingerprint,
        String subject,
        Instant notBefore,
        Instant notAfter,
        String certificatePem)
        implements OnboardingEvent {}
