package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceStatus;
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
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The lifecycle of a device with all its certificates: a fold over the history of the device.
 *
 * @param certificates oldest first
 * @param suspendedAt since when the device is suspended, null if it is not
 */
public record DeviceLifecycle(
        DeviceModel model,
        PVector<CertificateLifecycle> certificates,
        @Nullable Instant suspendedAt) {

    /**
     * The fold: the lifecycle after one more event.
     *
     * @param before the lifecycle so far, null before the registration
     */
    public static DeviceLifecycle after(@Nullable DeviceLifecycle before, Recorded<? extends DeviceEvent> recorded) {
        DeviceModel model = DeviceModel.after(before == null ? null : before.model, recorded);
        DeviceLifecycle so = before == null
                ? new DeviceLifecycle(model, TreePVector.empty(), null)
                : new DeviceLifecycle(model, before.certificates, before.suspendedAt);
        Instant at = recorded.at();
        return switch (recorded.event()) {
            case CertificateIssued e -> so.issued(e, at);
            case CertificateRevoked e -> so.revoked(e, at).sinceWhen(at);
            case DeviceSuspended _, DeviceResumed _, DeviceDecommissioned _ -> so.sinceWhen(at);
            case DeviceRegistered _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    DeviceDetailsChanged _ -> so;
        };
    }

    private DeviceLifecycle issued(CertificateIssued event, Instant at) {
        PVector<CertificateLifecycle> replaced = certificates.isEmpty()
                ? certificates
                : certificates.with(
                        certificates.size() - 1,
                        certificates.get(certificates.size() - 1).replaced(at));
        return new DeviceLifecycle(
                model,
                replaced.plus(new CertificateLifecycle(
                        event.serial(), event.keyAlgorithm(), at, event.notBefore(), event.notAfter(), null, null)),
                suspendedAt);
    }

    private DeviceLifecycle revoked(CertificateRevoked event, Instant at) {
        PVector<CertificateLifecycle> lives = certificates;
        for (int i = 0; i < lives.size(); i++) {
            if (lives.get(i).serial().equals(event.serial())) {
                lives = lives.with(i, lives.get(i).revoked(at));
            }
        }
        return new DeviceLifecycle(model, lives, suspendedAt);
    }

    private DeviceLifecycle sinceWhen(Instant at) {
        if (model.status() != DeviceStatus.SUSPENDED) {
            return new DeviceLifecycle(model, certificates, null);
        }
        return suspendedAt == null ? new DeviceLifecycle(model, certificates, at) : this;
    }
}
