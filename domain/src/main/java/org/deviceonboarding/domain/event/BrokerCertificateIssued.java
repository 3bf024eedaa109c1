package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;

/** The CA signed a server certificate for the broker, so that the log holds every certificate there is. */
@Revision("1")
public record BrokerCertificateIssued(
        BrokerId brokerId,
        SerialNumber serial,
        Sha256 fingerprint,
        String subject,
        Instant notBefore,
        Instant notAfter,
        String certificatePem)
        implements BrokerEvent {}
