package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A bulk change began. Which devices it changes was settled when it was asked for.
 *
 * @param count how many devices
 * @param digest over their ids, each followed by a line feed, in ascending order
 * @param reason of a revocation
 */
@Revision("1")
public record BulkStarted(
        BulkId bulkId,
        BulkAction action,
        long count,
        Sha256 digest,
        @Nullable RevocationReason reason,
        @Nullable String comment)
        implements BulkEvent {}
