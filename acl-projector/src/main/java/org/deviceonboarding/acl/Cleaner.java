package org.deviceonboarding.acl;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a {@link CleanupBacklog} asks for, a little at a time, so that no revocation waits for it, and remembers it until a receipt
 * tells of it. For one thread.
 */
final class Cleaner {
    private static final Logger log = LoggerFactory.getLogger(Cleaner.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);
    private static final long LONGEST_TURN = Duration.ofSeconds(1).toNanos();

    private final Proof proof;
    private final int sessionsPerSecond;
    private final ReleaseMetrics metrics;
    private final InstantSource clock;
    private long expiredThrough = -1;
    private long purgedThrough = -1;
    private boolean owed;
    private int ended;
    private Instant lastEnding = Instant.MIN;
    private @Nullable Instant failedAt;
    private @Nullable String trouble;

    /** @param sessionsPerSecond how many devices lose their sessions in a second because a certificate is over, at most */
    Cleaner(Proof proof, int sessionsPerSecond, ReleaseMetrics metrics, InstantSource clock) {
        this.proof = proof;
        this.sessionsPerSecond = sessionsPerSecond;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Goes on for a second at most, and no longer than nothing urgent came.
     *
     * @param settled the position up to which policy and CRL are in force
     * @return whether something was done and nothing is left to do now, so that it is time for a receipt
     */
    boolean work(DesiredState demand, long settled, BooleanSupplier urgent) throws InterruptedException {
        if (failedAt != null && !passed(failedAt, AFTER_A_FAILURE)) {
            return false;
        }
        try {
            boolean did = purge(demand, settled, urgent);
            did |= !urgent.getAsBoolean() && endExpired(demand);
            failedAt = null;
            trouble = null;
            return did && expired(demand).isEmpty() && purges(demand, settled).isEmpty();
        } catch (IOException e) {
            failedAt = clock.instant();
            trouble = "What devices left behind at the broker could not be cleaned up: " + e.getMessage();
            log.debug("A clean-up failed", e);
            return false;
        }
    }

    /** Nothing of what was lost up to there is purged: it was before this broker's time. */
    void purgeOnlyAfter(long position) {
        purgedThrough = Math.max(purgedThrough, position);
    }

    /** Whether something was done that no receipt tells of. */
    boolean owesReceipt() {
        return owed;
    }

    void onRecord() {
        owed = false;
        ended = 0;
    }

    /** How many connections were ended since the last receipt. */
    int ended() {
        return ended;
    }

    long expiredThrough(DesiredState demand) {
        return through(expired(demand), demand);
    }

    long purgedThrough(DesiredState demand) {
        return through(CleanupBacklog.beyond(demand.cleanup().purges(), purgedThrough), demand);
    }

    /** Why it does not get on, or null. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private boolean endExpired(DesiredState demand) throws IOException, InterruptedException {
        PSortedMap<Long, DeviceId> waiting = expired(demand);
        if (waiting.isEmpty() || !passed(lastEnding, PACE)) {
            return false;
        }
        List<Map.Entry<Long, DeviceId>> some =
                waiting.entrySet().stream().limit(sessionsPerSecond).toList();
        lastEnding = clock.instant();
        int closed = proof.endSessions(
                        some.stream().map(Map.Entry::getValue).distinct().toList())
                .size();
        metrics.expired(closed);
        ended += closed;
        owed = true;
        expiredThrough = some.getLast().getKey();
        return true;
    }

    private boolean purge(DesiredState demand, long settled, BooleanSupplier urgent)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_TURN;
        boolean did = false;
        for (Map.Entry<Long, CleanupBacklog.Purge> one : purges(demand, settled).entrySet()) {
            while (!proof.purge(one.getValue())
                    && !isBack(demand, one.getValue().device())) {
                if (urgent.getAsBoolean() || System.nanoTime() > deadline) {
                    return did;
                }
            }
            metrics.purged();
            purgedThrough = one.getKey();
            owed = true;
            did = true;
            if (urgent.getAsBoolean() || System.nanoTime() > deadline) {
                return true;
            }
        }
        return did;
    }

    // It has sessions and messages of its own by now, of which none are to be proven away.
    private static boolean isBack(DesiredState demand, DeviceId id) {
        DeviceAccess access = demand.policy().access().devices().get(id);
        return access != null && access.granted();
    }

    private PSortedMap<Long, DeviceId> expired(DesiredState demand) {
        return CleanupBacklog.beyond(demand.cleanup().expired(), expiredThrough);
    }

    private PSortedMap<Long, CleanupBacklog.Purge> purges(DesiredState demand, long settled) {
        return CleanupBacklog.beyond(demand.cleanup().purges(), purgedThrough).headMap(settled + 1);
    }

    private static long through(PSortedMap<Long, ?> waiting, DesiredState demand) {
        return waiting.isEmpty() ? demand.reached() : waiting.firstKey() - 1;
    }

    // A clock that was put back makes nobody wait.
    private boolean passed(Instant since, Duration time) {
        Instant now = clock.instant();
        return now.isBefore(since) || !now.isBefore(since.plus(time));
    }
}
