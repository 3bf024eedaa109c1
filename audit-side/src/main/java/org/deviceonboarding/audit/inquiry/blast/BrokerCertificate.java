package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;

/** A broker's server certificate that the suspect signed. */
record BrokerCertificate(BrokerId brokerId, SerialNumber serial, Sha256 fingerprint, Instant expiresAt, long position) {
    static BrokerCertificate of(BrokerCertificateIssued event, long position) {
        return new BrokerCertificate(event.brokerId(), event.serial(), event.fingerprint(), event.notAfter(), position);
    }
}
