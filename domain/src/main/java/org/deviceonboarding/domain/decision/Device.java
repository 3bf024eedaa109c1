package org.deviceonboarding.domain.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.Sha256;
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
 * A device's state, as far as decisions need it: folded from its events, never changed.
 *
 * @param status {@code REVOKED} between the first two events of a registration
 * @param waiting the bundles that nobody fetched yet, in the order in which they were packaged
 * @param turned the sequence number of the newest event that gave the device a certificate or took access away from it
 * @param sequence the sequence number of its newest event; the first one's is 0
 */
public record Device(
        DeviceId id,
        DeviceDetails details,
        DeviceStatus status,
        DeviceCertificates certificates,
        List<BundleId> waiting,
        long turned,
        long sequence) {

    public Device {
        waiting = List.copyOf(waiting);
    }

    /**
     * The fold: the state after one more event.
     *
     * @param before the state so far, null before the registration
     * @throws IllegalStateException if a device's history does not start with its registration
     */
    public static Device evolve(@Nullable Device before, DeviceEvent event) {
        return switch (event) {
            case DeviceRegistered e -> registered(e);
            case DeviceDetailsChanged e -> next(before, event).said(e);
            case CertificateIssued e -> next(before, event).issued(e).turning();
            case CertificateRevoked e -> next(before, event).revoked(e).turning();
            case CertificateExpiring e -> next(before, event).expiring(e);
            case CertificateExpired e -> next(before, event).expired(e);
            case DeviceSuspended _ -> next(before, event).suspended().turning();
            case DeviceResumed _ -> next(before, event).resumed();
            case DeviceDecommissioned _ ->
                next(before, event).with(DeviceStatus.DECOMMISSIONED).turning();
            case CredentialsPackaged e -> next(before, event).packaged(e.bundleId());
            case CredentialsDownloaded e -> next(before, event).without(e.bundleId());
            case CredentialsExpired e -> next(before, event).without(e.bundleId());
        };
    }

    private static Device registered(DeviceRegistered event) {
        return new Device(
                event.deviceId(), event.details(), DeviceStatus.REVOKED, DeviceCertificates.NONE, List.of(), 0, 0);
    }

    private static Device next(@Nullable Device before, DeviceEvent event) {
        if (before == null) {
            throw new IllegalStateException("Device " + event.deviceId() + " was never registered");
        }
        return new Device(
                before.id,
                before.details,
                before.status,
                before.certificates,
                before.waiting,
                before.turned,
                before.sequence + 1);
    }

    /** One of the portal's own, which no operator changes. */
    boolean ofThePortal() {
        return type().equals(Canary.TYPE);
    }

    /** What kind of device it is. */
    public String type() {
        return details.type();
    }

    /** The same, with the public key of its newest certificate, which events do not tell by itself. */
    public Device withNewestKey(Sha256 digest) {
        return with(status, certificates.withNewestKey(digest));
    }

    private Device said(DeviceDetailsChanged event) {
        return new Device(id, event.after(details), status, certificates, waiting, turned, sequence);
    }

    private Device issued(CertificateIssued event) {
        return with(status.issued(), certificates.issued(event));
    }

    private Device revoked(CertificateRevoked event) {
        DeviceCertificates rest = certificates.revoked(event.serial());
        return with(rest.live().isEmpty() ? status.revoked() : status, rest);
    }

    private Device expiring(CertificateExpiring event) {
        return with(status, certificates.expiring(event.serial()));
    }

    private Device expired(CertificateExpired event) {
        return with(status, certificates.expired(event.serial()));
    }

    private Device suspended() {
        return with(status.suspended());
    }

    private Device resumed() {
        return with(status.resumed());
    }

    private Device packaged(BundleId bundle) {
        return with(Stream.concat(waiting.stream(), Stream.of(bundle)).toList());
    }

    private Device without(BundleId bundle) {
        List<BundleId> rest = new ArrayList<>(waiting);
        rest.remove(bundle);
        return with(rest);
    }

    private Device turning() {
        return new Device(id, details, status, certificates, waiting, sequence, sequence);
    }

    private Device with(DeviceStatus moved) {
        return with(moved, certificates);
    }

    private Device with(DeviceStatus moved, DeviceCertificates held) {
        return new Device(id, details, moved, held, waiting, turned, sequence);
    }

    private Device with(List<BundleId> bundles) {
        return new Device(id, details, status, certificates, bundles, turned, sequence);
    }
}
