package org.deviceonboarding.command.device;

import org.deviceonboarding.domain.device.DeviceId;

/**
 * A warning about a device's name, which is no reason to refuse it.
 *
 * @param warning what it is, for programs; stable
 * @param detail for people
 * @param deviceId whose name looks the same
 */
public record NameWarning(String warning, String detail, DeviceId deviceId, String name) {
    static NameWarning lookalike(String wanted, DeviceId other, String name) {
        return new NameWarning(
                "similar_name",
                "'%s' is easily taken for '%s', the name of device %s".formatted(wanted, name, other),
                other,
                name);
    }
}
