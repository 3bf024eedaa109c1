package org.deviceonboarding.command.job;

import java.time.Instant;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * An import or a change of many devices, which runs in the background.
 *
 * @param prepared whether the portal started it by itself
 * @param unclaimed whether its password is still kept here
 * @param succeeded devices registered or changed
 * @param refused devices that could not be; the results say why
 * @param stopReason why the portal cancelled it; null if it did not
 * @param credentialsExpireAt when the batch's link ends; null as long as there is none
 * @param deliveredAt when all credentials had left
 */
public record Job(
        BulkId id,
        BulkAction action,
        JobStatus status,
        Instructions instructions,
        Actor actor,
        String createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        boolean prepared,
        boolean unclaimed,
        long rows,
        long succeeded,
        long refused,
        @Nullable StopReason stopReason,
        @Nullable Instant credentialsExpireAt,
        @Nullable Instant deliveredAt) {
    JobKind kind() {
        return JobKind.of(action);
    }

    /** Whether devices get keys by it. */
    boolean makesCredentials() {
        return action != BulkAction.REVOKE;
    }

    /** What does not give access takes it away. */
    boolean givesAccess() {
        return makesCredentials();
    }

    /** Whoever does something about it, with its name. */
    Actor named(Actor actor) {
        return actor.with(kind() == JobKind.IMPORT ? Fact.IMPORT_ID : Fact.BULK_ID, id.toString());
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
