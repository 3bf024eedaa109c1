package org.deviceonboarding.messages.event;

import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.SerialNumber;

/** A device's newest certificate is over, and none has followed it. Said once of a certificate. */
@Revision("1")
public record CertificateExpired(DeviceId deviceId, SerialNumber serial) implements DeviceEvent {}
