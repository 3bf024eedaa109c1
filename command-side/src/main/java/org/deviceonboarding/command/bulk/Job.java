package org.deviceonboarding.command.bulk;

import java.time.Instant;
import org.deviceonboarding.command.origin.Origin;
import org.deviceonboarding.messages.bulk.BulkAction;
import org.deviceonboarding.messages.bulk.BulkId;
import org.jspecify.annotations.Nullable;

/**
 * An import or a change of many devices.
 *
 * @param prepared whether the portal started it by itself
 * @param unclaimed whether its password is still kept here
 * @param succeeded devices registered or changed
 * @param refused devices that could not be; the results say why
 * @param credentialsExpireAt when the batch's link ends; null as long as there is none
 * @param deliveredAt when all credentials had left
 */
public record Job(
        BulkId id,
        BulkAction action,
        JobStatus status,
        Instructions instructions,
        Origin origin,
        String createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        boolean prepared,
        boolean unclaimed,
        long rows,
        long succeeded,
        long refused,
        @Nullable Instant credentialsExpireAt,
        @Nullable Instant deliveredAt) {
    /** Whether devices get keys by it. */
    boolean makesCredentials() {
        return action != BulkAction.REVOKE;
    }

    boolean isDeliverable(Instant now) {
        return waits(now) && !unclaimed;
    }

    /** Whether somebody may come for its credentials who does not know the password yet. */
    boolean isClaimable(Instant now) {
        return waits(now) && unclaimed;
    }

    private boolean waits(Instant now) {
        return status.isOver()
                && deliveredAt == null
                && credentialsExpireAt != null
                && now.isBefore(credentialsExpireAt);
    }
}
