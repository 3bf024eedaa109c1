package org.deviceonboarding.acl.cleanup;

import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.device.DeviceId;
import org.pcollections.PSortedMap;

/**
 * How much of a {@link CleanupBacklog} is done.
 *
 * @param expiredThrough log position up to which sessions with expired certificates are ended
 * @param purgedThrough log position up to which messages are purged
 * @param owed whether work was done that no receipt covers yet
 * @param ended how many connections were ended since the last receipt
 */
public record CleanupProgress(long expiredThrough, long purgedThrough, boolean owed, int ended) {
    public static final CleanupProgress NONE = new CleanupProgress(-1, -1, false, 0);

    /** The progress of a new broker, which has nothing to purge up to that position. */
    public CleanupProgress purgeOnlyAfter(long position) {
        return new CleanupProgress(expiredThrough, Math.max(purgedThrough, position), owed, ended);
    }

    /** The progress after a receipt that covers all of it. */
    public CleanupProgress onRecord() {
        return new CleanupProgress(expiredThrough, purgedThrough, false, 0);
    }

    CleanupProgress expired(long position, int closed) {
        return new CleanupProgress(position, purgedThrough, true, ended + closed);
    }

    CleanupProgress purged(long position) {
        return new CleanupProgress(expiredThrough, position, true, ended);
    }

    /** The log position up to which no session with an expired certificate is left. */
    public long expiredThrough(DesiredState desired) {
        return through(expired(desired), desired);
    }

    /** The log position up to which no message is left to purge. */
    public long purgedThrough(DesiredState desired) {
        return through(CleanupBacklog.beyond(desired.cleanup().purges(), purgedThrough), desired);
    }

    /**
     * Whether nothing is left to do now.
     *
     * @param settled the position up to which policy and CRL are in force
     */
    public boolean nothingLeft(DesiredState desired, long settled) {
        return expired(desired).isEmpty() && purges(desired, settled).isEmpty();
    }

    PSortedMap<Long, DeviceId> expired(DesiredState desired) {
        return CleanupBacklog.beyond(desired.cleanup().expired(), expiredThrough);
    }

    PSortedMap<Long, CleanupBacklog.Purge> purges(DesiredState desired, long settled) {
        return CleanupBacklog.beyond(desired.cleanup().purges(), purgedThrough).headMap(settled + 1);
    }

    private static long through(PSortedMap<Long, ?> waiting, DesiredState desired) {
        return waiting.isEmpty() ? desired.reached() : waiting.firstKey() - 1;
    }
}
