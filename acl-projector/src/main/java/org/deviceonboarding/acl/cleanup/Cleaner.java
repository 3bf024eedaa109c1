package org.deviceonboarding.acl.cleanup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off a {@link CleanupBacklog} in steps of at most a second, so that no revocation waits for it. For one thread.
 */
public final class Cleaner {
    private static final Logger log = LoggerFactory.getLogger(Cleaner.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);
    private static final long LONGEST_TURN = Duration.ofSeconds(1).toNanos();

    private final BrokerSessions sessions;
    private final int sessionsPerSecond;
    private final CleanupMetrics metrics;
    private final InstantSource clock;
    private Instant lastEnding = Instant.MIN;
    private @Nullable Instant failedAt;
    private @Nullable String trouble;

    /** @param sessionsPerSecond the largest number of devices whose sessions end in a second because a certificate has expired */
    public Cleaner(BrokerSessions sessions, int sessionsPerSecond, CleanupMetrics metrics, InstantSource clock) {
        this.sessions = sessions;
        this.sessionsPerSecond = sessionsPerSecond;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Works for a second at most, and stops when something urgent comes.
     *
     * @param settled the position up to which policy and CRL are in force
     */
    public CleanupProgress work(DesiredState desired, long settled, CleanupProgress progress, BooleanSupplier urgent)
            throws InterruptedException {
        if (failedAt != null && !passed(failedAt, AFTER_A_FAILURE)) {
            return progress;
        }
        CleanupProgress now = progress;
        try {
            long deadline = System.nanoTime() + LONGEST_TURN;
            for (Map.Entry<Long, CleanupBacklog.Purge> one :
                    progress.purges(desired, settled).entrySet()) {
                boolean did = !now.equals(progress);
                if ((did && isOver(deadline, urgent)) || !purge(one.getValue(), desired, deadline, urgent)) {
                    break;
                }
                metrics.purged();
                now = now.purged(one.getKey());
            }
            if (!urgent.getAsBoolean()) {
                now = endExpired(desired, now);
            }
            failedAt = null;
            trouble = null;
        } catch (IOException e) {
            failedAt = clock.instant();
            trouble = "What devices left behind at the broker could not be cleaned up: " + e.getMessage();
            log.debug("A clean-up failed", e);
        }
        return now;
    }

    /** Why the clean-up makes no progress, or null. */
    public @Nullable String trouble() {
        return trouble;
    }

    private CleanupProgress endExpired(DesiredState desired, CleanupProgress progress)
            throws IOException, InterruptedException {
        PSortedMap<Long, DeviceId> waiting = progress.expired(desired);
        if (waiting.isEmpty() || !passed(lastEnding, PACE)) {
            return progress;
        }
        List<Map.Entry<Long, DeviceId>> some =
                waiting.entrySet().stream().limit(sessionsPerSecond).toList();
        lastEnding = clock.instant();
        int closed = sessions.endSessions(
                        some.stream().map(Map.Entry::getValue).distinct().toList())
                .size();
        metrics.expired(closed);
        return progress.expired(some.getLast().getKey(), closed);
    }

    /** Returns whether the broker was seen to hold none of these messages any more. */
    private boolean purge(CleanupBacklog.Purge purge, DesiredState desired, long deadline, BooleanSupplier urgent)
            throws IOException, InterruptedException {
        while (!sessions.purge(purge) && !isBack(desired, purge.device())) {
            if (isOver(deadline, urgent)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOver(long deadline, BooleanSupplier urgent) {
        return urgent.getAsBoolean() || System.nanoTime() > deadline;
    }

    // It has sessions and messages of its own by now, of which none are to be proven away.
    private static boolean isBack(DesiredState desired, DeviceId id) {
        DeviceAccess access = desired.policy().access().devices().get(id);
        return access != null && access.granted();
    }

    // A clock that was put back makes nobody wait.
    private boolean passed(Instant since, Duration time) {
        Instant now = clock.instant();
        return now.isBefore(since) || !now.isBefore(since.plus(time));
    }
}
