package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that was not revoked has expired. Recorded once for each; revision 1 only for a device's newest one.
 *
 * @param remaining how many certificates the device has left that are neither revoked nor over; null in revision 1, which
 *     did not tell
 */
@Revision("2")
public record CertificateExpired(
        DeviceId deviceId, SerialNumber serial, @Nullable Integer remaining) implements DeviceEvent {}
