package org.deviceonboarding.domain.fleet;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.ValidityState;
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
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * The state of one device, folded from its events.
 *
 * @param status {@code REVOKED} between the first two events of a registration
 * @param certificate the newest one; null only between the first two events of a registration
 * @param live the serial numbers of all certificates not revoked, sorted
 * @param withdrawn the newest withdrawal of access, whether or not access was given back since; null if there was none
 * @param position of the device's newest event
 */
public record DeviceModel(
        DeviceId id,
        DeviceDetails details,
        Instant registeredAt,
        DeviceStatus status,
        @Nullable CertificateModel certificate,
        SortedSet<SerialNumber> live,
        @Nullable Withdrawal withdrawn,
        long position) {

    public DeviceModel {
        live = Collections.unmodifiableSortedSet(new TreeSet<>(live));
    }

    /**
     * The fold: the model after one more event.
     *
     * @param before the model so far, null before the registration
     * @throws IllegalStateException if a device's history does not start with its registration
     */
    public static DeviceModel after(@Nullable DeviceModel before, Recorded<? extends DeviceEvent> recorded) {
        return EventFilter.ofRegistrations(recorded.event())
                .map(registered -> registered(recorded.with(registered)))
                .orElseGet(() -> known(before, recorded).next(recorded));
    }

    private static DeviceModel registered(Recorded<DeviceRegistered> recorded) {
        return new DeviceModel(
                recorded.event().deviceId(),
                recorded.event().details(),
                recorded.at(),
                DeviceStatus.REVOKED,
                null,
                Collections.emptySortedSet(),
                null,
                recorded.position());
    }

    private static DeviceModel known(@Nullable DeviceModel before, Recorded<? extends DeviceEvent> recorded) {
        if (before == null) {
            throw new IllegalStateException(
                    "Device " + recorded.event().deviceId() + " was never registered, at " + recorded.position());
        }
        return before;
    }

    private DeviceModel next(Recorded<? extends DeviceEvent> recorded) {
        DeviceModel moved = at(recorded.position());
        return switch (recorded.event()) {
            case CertificateIssued issued ->
                moved.with(status.issued(), newest(issued, recorded.at()), with(issued.serial()));
            case CertificateRevoked revoked -> {
                SortedSet<SerialNumber> rest = without(revoked.serial());
                yield moved.with(
                                rest.isEmpty() ? status.revoked() : status,
                                certificate != null && certificate.serial().equals(revoked.serial())
                                        ? certificate.revoked(recorded.at(), revoked.reason())
                                        : certificate,
                                rest)
                        .withdrawn(recorded.at());
            }
            case DeviceSuspended _ -> moved.with(status.suspended()).withdrawn(recorded.at());
            case DeviceResumed _ -> moved.with(status.resumed());
            case DeviceDecommissioned _ ->
                moved.with(DeviceStatus.DECOMMISSIONED).withdrawn(recorded.at());
            case CertificateExpiring e -> moved.standing(e.serial(), ValidityState.EXPIRING, recorded.at());
            case CertificateExpired e -> moved.standing(e.serial(), ValidityState.EXPIRED, recorded.at());
            case DeviceDetailsChanged changed -> moved.with(changed.after(details));
            case DeviceRegistered _, CredentialsPackaged _, CredentialsDownloaded _, CredentialsExpired _ -> moved;
        };
    }

    private static CertificateModel newest(CertificateIssued issued, Instant at) {
        return new CertificateModel(
                issued.serial(),
                issued.fingerprint(),
                issued.keyAlgorithm(),
                issued.keyHeldBy(),
                at,
                issued.notAfter(),
                ValidityState.VALID,
                at,
                null,
                null);
    }

    private DeviceModel standing(SerialNumber serial, ValidityState state, Instant at) {
        return certificate == null || !certificate.serial().equals(serial)
                ? this
                : with(status, certificate.standing(state, at), live);
    }

    private DeviceModel at(long newest) {
        return new DeviceModel(id, details, registeredAt, status, certificate, live, withdrawn, newest);
    }

    private DeviceModel withdrawn(Instant at) {
        return new DeviceModel(
                id, details, registeredAt, status, certificate, live, new Withdrawal(position, at), position);
    }

    private DeviceModel with(DeviceDetails said) {
        return new DeviceModel(id, said, registeredAt, status, certificate, live, withdrawn, position);
    }

    private DeviceModel with(DeviceStatus status) {
        return with(status, certificate, live);
    }

    private DeviceModel with(DeviceStatus status, @Nullable CertificateModel newest, SortedSet<SerialNumber> live) {
        return new DeviceModel(id, details, registeredAt, status, newest, live, withdrawn, position);
    }

    private SortedSet<SerialNumber> with(SerialNumber serial) {
        SortedSet<SerialNumber> more = new TreeSet<>(live);
        more.add(serial);
        return more;
    }

    private SortedSet<SerialNumber> without(SerialNumber serial) {
        SortedSet<SerialNumber> fewer = new TreeSet<>(live);
        fewer.remove(serial);
        return fewer;
    }
}
