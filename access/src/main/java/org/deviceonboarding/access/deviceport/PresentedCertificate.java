package org.deviceonboarding.access.deviceport;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;

/**
 * The certificate that a device showed, as TLS has checked it: issued by this CA, not expired, with its key at hand.
 */
public record PresentedCertificate(DeviceId deviceId, SerialNumber serial) {
    /** The request attribute it is found in. */
    public static final String ATTRIBUTE = "org.deviceonboarding.presented-certificate";

    private static final String COMMON_NAME = "CN=";

    /** Nothing if the certificate names no device. */
    public static Optional<PresentedCertificate> of(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        if (!subject.startsWith(COMMON_NAME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PresentedCertificate(
                    new DeviceId(subject.substring(COMMON_NAME.length())),
                    SerialNumber.of(certificate.getSerialNumber())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
