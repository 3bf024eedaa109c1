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
 * A device and all the certificates it ever had: a fold over its history.
 *
 * @param certificates oldest first
 * @param suspendedAt since when it is suspended, null if it is not
 */
public record DeviceLife(
        DeviceModel model,
        PVector<CertificateLife> certificates,
        @Nullable Instant suspendedAt) {

    /**
     * The fold: the life after one more event.
     *
     * @param before so far, null before the registration
     */
    public static DeviceLife after(@Nullable DeviceLife before, Recorded<? extends DeviceEvent> recorded) {
        DeviceModel model = DeviceModel.after(before == null ? null : before.model, recorded);
        DeviceLife so = before == null
                ? new DeviceLife(model, TreePVector.empty(), null)
                : new DeviceLife(model, before.certificates, before.suspendedAt);
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

    private DeviceLife issued(CertificateIssued event, Instant at) {
        PVector<CertificateLife> replaced = certificates.isEmpty()
                ? certificates
                : certificates.with(
                        certificates.size() - 1,
                        certificates.get(certificates.size() - 1).replaced(at));
        return new DeviceLife(
                model,
                replaced.plus(new CertificateLife(
                        event.serial(), event.keyAlgorithm(), at, event.notBefore(), event.notAfter(), null, null)),
                suspendedAt);
    }

    private DeviceLife revoked(CertificateRevoked event, Instant at) {
        PVector<CertificateLife> lives = certificates;
        for (int i = 0; i < lives.size(); i++) {
            if (lives.get(i).serial().equals(event.serial())) {
                lives = lives.with(i, lives.get(i).revoked(at));
            }
        }
        return new DeviceLife(model, lives, suspendedAt);
    }

    private DeviceLife sinceWhen(Instant at) {
        if (model.status() != DeviceStatus.SUSPENDED) {
            return new DeviceLife(model, certificates, null);
        }
        return suspendedAt == null ? new DeviceLife(model, certificates, at) : this;
    }
}
