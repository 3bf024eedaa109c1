package org.deviceonboarding.acl.cleanup;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.acl.policy.PolicyChange;
import org.deviceonboarding.domain.device.DeviceId;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * The progress in ending sessions of devices that lost access. Sessions are ended once for each loss.
 *
 * @param endedThrough log position up to which all of them are ended for good
 * @param endedForNow the same, but the CRL in force may let these devices come back
 * @param ended how many were ended since the last receipt
 * @param endedAt when the last of them was ended
 * @param leftBehind devices of which the broker may still keep a session
 */
public record SessionProgress(
        long endedThrough, long endedForNow, int ended, Instant endedAt, PSortedSet<DeviceId> leftBehind) {
    public static final SessionProgress NONE = new SessionProgress(-1, -1, 0, Instant.MIN, TreePSet.empty());

    /** The progress after an older policy came back, so that devices whose sessions were ended may be back too. */
    public SessionProgress startAgain() {
        return new SessionProgress(-1, -1, ended, endedAt, leftBehind);
    }

    /** The progress after a receipt that covers all of it. */
    public SessionProgress onRecord() {
        return new SessionProgress(endedThrough, endedForNow, 0, endedAt, leftBehind);
    }

    /**
     * Returns the devices whose sessions have to end now.
     *
     * @param complete whether the CRL in force keeps them from coming back
     */
    List<DeviceId> due(PSortedMap<Long, PolicyChange> changes, boolean complete) {
        return changes.tailMap((complete ? endedThrough : endedForNow) + 1).values().stream()
                .map(PolicyChange::lost)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    SessionProgress endedThrough(long position, boolean complete, Collection<DeviceId> closed, Instant at) {
        return new SessionProgress(
                complete ? position : endedThrough, position, ended + closed.size(), at, leftBehind.plusAll(closed));
    }

    SessionProgress nothingDue(Instant at) {
        return new SessionProgress(endedThrough, endedForNow, ended, at, leftBehind);
    }

    SessionProgress forgotten(DeviceId device) {
        return new SessionProgress(endedThrough, endedForNow, ended, endedAt, leftBehind.minus(device));
    }
}
