package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * A certificate was revoked.
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
