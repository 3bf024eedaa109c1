package org.deviceonboarding.domain.decision;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.command.BundleReference;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.jspecify.annotations.Nullable;

/** Makes the events that several decisions have in common. */
final class Consequences {
    private Consequences() {}

    /** A further certificate, and its bundle behind a link. */
    static List<DeviceEvent> certified(
            Device device, SignedCertificate certificate, BundleReference bundle, IssueReason reason) {
        return List.of(issued(device, certificate, reason), bundle.packagedFor(device.id(), certificate.serial()));
    }

    static DeviceEvent issued(Device device, SignedCertificate certificate, IssueReason reason) {
        return certificate.issuedTo(device.id(), reason, device.certificates().newestSerial());
    }

    static List<CertificateRevoked> revoked(
            DeviceId id, Map<SerialNumber, Instant> serials, RevocationReason reason, @Nullable String comment) {
        return serials.entrySet().stream()
                .map(live -> new CertificateRevoked(id, live.getKey(), reason, comment, live.getValue()))
                .toList();
    }

    /** Also of certificates just revoked: what is void is not worth delivering. */
    static List<CredentialsExpired> expired(Device device, Collection<BundleId> bundles) {
        return bundles.stream()
                .map(bundle -> new CredentialsExpired(device.id(), bundle))
                .toList();
    }
}
