package org.deviceonboarding.query.inquiry.blast;

import java.time.Instant;
import org.deviceonboarding.messages.broker.BrokerId;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.event.BrokerCertificateIssued;

/** A broker's server certificate that the suspect signed. */
record BrokerCertificate(BrokerId brokerId, SerialNumber serial, Sha256 fingerprint, Instant expiresAt, long position) {
    static BrokerCertificate of(BrokerCertificateIssued event, long position) {
        return new BrokerCertificate(event.brokerId(), event.serial(), event.fingerprint(), event.notAfter(), position);
    }
}
