package org.deviceonboarding.messages.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.RevocationReason;
import org.deviceonboarding.messages.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * A certificate is void.
 *
 * @param notAfter when it would have expired, so that a CRL can drop it afterwards
 */
@Revision("1")
public record CertificateRevoked(
        DeviceId deviceId,
        SerialNumber serial,
        RevocationReason reason,
        @Nullable String comment,
        Instant notAfter) implements DeviceEvent {}
