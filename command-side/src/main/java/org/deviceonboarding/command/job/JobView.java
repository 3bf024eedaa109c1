package org.deviceonboarding.command.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.jspecify.annotations.Nullable;

/**
 * A job as callers see it.
 *
 * @param action absent for an import
 * @param registered of an import
 * @param done of any other
 * @param stopReason why it was cancelled, if nobody asked for that
 * @param unclaimed whether its password waits for whoever claims it; absent if not
 * @param credentialsLink absent for those who may not change devices, and as long as there is nothing to fetch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobView(
        BulkId id,
        @Nullable BulkAction action,
        JobStatus status,
        long rows,
        @Nullable Long count,
        @Nullable Long registered,
        @Nullable Long done,
        long refused,
        double rowsPerSecond,
        @Nullable Long estimatedSecondsLeft,
        Instant createdAt,
        String createdBy,
        @Nullable Instant finishedAt,
        @Nullable StopReason stopReason,
        @Nullable RevocationReason reason,
        @Nullable String comment,
        @Nullable Boolean unclaimed,
        @Nullable URI credentialsLink,
        @Nullable Instant credentialsExpiresAt,
        @Nullable Instant credentialsDeliveredAt) {}
