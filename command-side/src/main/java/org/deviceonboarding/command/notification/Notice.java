package org.deviceonboarding.command.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * A message's body, of the form that Standard Webhooks recommends.
 *
 * @param type such as {@code certificate.expiring}
 * @param timestamp when it happened, not when it is sent
 */
record Notice(String type, Instant timestamp, Data data) {
    /** What it is about. */
    sealed interface Data {}

    /**
     * The certificate it is about.
     *
     * @param expiresAt null once it has expired
     * @param position of the event in the log
     */
    record Certificate(
            DeviceId deviceId,
            SerialNumber certificateSerial,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant expiresAt,

            long position)
            implements Data {}

    /**
     * Renewals that the portal prepared.
     *
     * @param devices whose credentials wait to be claimed
     * @param position of the event in the log
     */
    record Batch(BulkId bulkId, long devices, long position) implements Data {}
}
