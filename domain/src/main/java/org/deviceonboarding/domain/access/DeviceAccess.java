package org.deviceonboarding.domain.access;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.pcollections.PSet;
import org.pcollections.TreePSet;

/**
 * The rights of one device, and what they depend on.
 *
 * @param type names its template
 * @param status unless it is {@code ACTIVE}, the device reaches nothing
 * @param live serial numbers of its certificates that are not revoked
 * @param certifiedUntil when the last of all its certificates expires, revoked or not
 */
public record DeviceAccess(
        DeviceId id, String type, DeviceStatus status, PSet<SerialNumber> live, Instant certifiedUntil) {
    static DeviceAccess unknown(DeviceId id) {
        return new DeviceAccess(id, "", DeviceStatus.REVOKED, TreePSet.empty(), Instant.MIN);
    }

    DeviceAccess of(String registeredType) {
        return new DeviceAccess(id, registeredType, status, live, certifiedUntil);
    }

    DeviceAccess with(CertificateIssued issued) {
        return new DeviceAccess(
                id,
                type,
                status.issued(),
                live.plus(issued.serial()),
                issued.notAfter().isAfter(certifiedUntil) ? issued.notAfter() : certifiedUntil);
    }

    DeviceAccess without(SerialNumber serial) {
        PSet<SerialNumber> rest = live.minus(serial);
        return new DeviceAccess(id, type, rest.isEmpty() ? status.revoked() : status, rest, certifiedUntil);
    }

    DeviceAccess with(DeviceStatus next) {
        return new DeviceAccess(id, type, next, live, certifiedUntil);
    }

    public boolean granted() {
        return status == DeviceStatus.ACTIVE;
    }
}
