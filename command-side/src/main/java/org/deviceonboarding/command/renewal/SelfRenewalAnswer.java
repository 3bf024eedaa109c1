package org.deviceonboarding.command.renewal;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.pki.Pem;

/**
 * The answer to a device that renewed itself.
 *
 * @param chainPem the issuing CA, then the root
 */
record SelfRenewalAnswer(
        DeviceId deviceId,
        SerialNumber certificateSerial,
        Sha256 certificateFingerprint,
        Instant certificateExpiresAt,
        String certificatePem,
        String chainPem,
        long position) {

    static SelfRenewalAnswer of(DeviceId id, String pem, String chainPem, long position) {
        try {
            X509Certificate certificate = Pem.decodeCertificate(pem);
            return new SelfRenewalAnswer(
                    id,
                    SerialNumber.of(certificate.getSerialNumber()),
                    Sha256.of(certificate.getEncoded()),
                    certificate.getNotAfter().toInstant(),
                    pem,
                    chainPem,
                    position);
        } catch (CertificateException e) {
            throw new IllegalStateException("The log holds a certificate that cannot be read", e);
        }
    }
}
