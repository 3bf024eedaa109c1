package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;

/**
 * The end of a device's newest certificate is near. Said once of a certificate, and only while none has followed it.
 *
 * @param notAfter last second of its validity
 */
@Revision("1")
public record CertificateExpiring(DeviceId deviceId, SerialNumber serial, Instant notAfter) implements DeviceEvent {}
