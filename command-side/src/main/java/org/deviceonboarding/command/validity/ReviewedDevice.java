package org.deviceonboarding.command.validity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a device whose end the log does not tell yet. The portal's own canaries are not reviewed.
 *
 * @param open those that are neither revoked nor expired in the log
 * @param renewable the newest certificate, until the log tells that its renewal is due or that the certificate is void
 */
record ReviewedDevice(
        DeviceId id, List<OpenCertificate> open, @Nullable OpenCertificate renewable) {
    ReviewedDevice {
        open = List.copyOf(open);
    }

    /** A certificate and its validity. */
    record OpenCertificate(SerialNumber serial, Instant notBefore, Instant notAfter) {}

    /** The fold: the device after one more of its events. */
    static @Nullable ReviewedDevice after(@Nullable ReviewedDevice before, DeviceEvent event) {
        return switch (event) {
            case DeviceRegistered e ->
                e.type().equals(Canary.TYPE) ? null : new ReviewedDevice(e.deviceId(), List.of(), null);
            case CertificateIssued e -> before == null ? null : before.issued(e);
            case CertificateRevoked e -> before == null ? null : before.without(e.serial());
            case CertificateExpired e -> before == null ? null : before.without(e.serial());
            case CertificateExpiring e -> before == null ? null : before.announced(e.serial());
            case DeviceDecommissioned _ -> null;
            case DeviceDetailsChanged _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _ -> before;
        };
    }

    private ReviewedDevice issued(CertificateIssued event) {
        OpenCertificate issued = new OpenCertificate(event.serial(), event.notBefore(), event.notAfter());
        return new ReviewedDevice(
                id, Stream.concat(open.stream(), Stream.of(issued)).toList(), issued);
    }

    private ReviewedDevice without(SerialNumber serial) {
        List<OpenCertificate> rest =
                open.stream().filter(one -> !one.serial().equals(serial)).toList();
        return new ReviewedDevice(id, rest, renewable).announced(serial);
    }

    private ReviewedDevice announced(SerialNumber serial) {
        return renewable != null && renewable.serial().equals(serial) ? new ReviewedDevice(id, open, null) : this;
    }

    /** The last second of the certificate that ends first. */
    @Nullable
    Instant firstEnd() {
        return open.stream()
                .map(OpenCertificate::notAfter)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The last second of the certificate that is to be renewed. */
    @Nullable
    Instant renewableUntil() {
        return renewable == null ? null : renewable.notAfter();
    }

    /** The moment before which the certificate is not renewed, whatever the setting. */
    @Nullable
    Instant renewableFrom() {
        return renewable == null ? null : RenewalWindow.lastThird(renewable.notBefore(), renewable.notAfter());
    }
}
