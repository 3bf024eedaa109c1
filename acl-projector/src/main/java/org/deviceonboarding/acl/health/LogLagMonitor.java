package org.deviceonboarding.acl.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.deviceonboarding.acl.release.LogHead;
import org.deviceonboarding.acl.release.ReconcileLoop;
import org.deviceonboarding.log.lease.Repeated;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Checks every ten seconds whether this process has read the whole log. A broker beside a process that cannot read the
 * log keeps an old policy and looks healthy.
 */
@Component
final class LogLagMonitor extends Repeated {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(LogLagMonitor.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final LogHead logHead;
    private final ReconcileLoop loop;
    private final InstantSource clock;
    // Up to then all was read; null as long as it is read for the first time, which is for the release loop to tell.
    private volatile @Nullable Instant level;
    // Under load there is always something new: it is enough to have read what there was the last time.
    private @Nullable OptionalLong head;
    private Instant askedAt = Instant.MIN;
    private boolean said;

    LogLagMonitor(LogHead logHead, ReconcileLoop loop, InstantSource clock) {
        super("acl-log-watch", PERIOD);
        this.logHead = logHead;
        this.loop = loop;
        this.clock = clock;
    }

    /** Returns since when the broker may lack something that this process has not read, or null. */
    @Nullable
    Instant level() {
        return level;
    }

    /** Returns why the broker may lack something, or null. */
    @Nullable
    String trouble() {
        Instant since = level;
        return since == null || clock.instant().isBefore(since.plus(PATIENCE))
                ? null
                : "The log could not be read since " + since.truncatedTo(ChronoUnit.SECONDS)
                        + ": what happened since is not enforced, and the policy of position "
                        + loop.status().position() + " stays in force";
    }

    /** Checks once. It waits as long as the database does. */
    @Override
    protected void turn() {
        if (head != null && loop.covers(head)) {
            level = askedAt;
        }
        Instant now = clock.instant();
        try {
            OptionalLong newest = logHead.position();
            head = newest;
            askedAt = now;
            if (loop.covers(newest)) {
                level = now;
            }
        } catch (RuntimeException e) {
            log.debug("The log does not say how long it is", e);
        }
        say(trouble());
    }

    private void say(@Nullable String trouble) {
        if (trouble != null && !said) {
            log.warn(trouble);
        } else if (trouble == null && said) {
            log.info("The log is read again");
        }
        said = trouble != null;
    }
}
