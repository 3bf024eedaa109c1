package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.time.Duration;
import org.deviceonboarding.log.append.LogAppends;
import org.deviceonboarding.log.append.Pacing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the ledger, in a thread of its own, so that no request waits. It hashes new entries, signs checkpoints, checks new
 * checkpoints, and reads the log again ({@link Patrol}). Any number of processes may do so at once, and may be killed at any point.
 */
@Component
final class LedgerLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LedgerLoop.class);
    private static final Duration FAREWELL = Duration.ofSeconds(15);
    /** How many times longer a pause is while the log does not grow. */
    private static final int AT_REST = 5;

    private final LedgerStateTable states;
    private final LedgerTail tail;
    private final CheckpointSigning signing;
    private final LedgerKey key;
    private final CheckpointMonitor monitor;
    private final Patrol patrol;
    private final LedgerProperties properties;
    private final Pacing pacing;
    private volatile LedgerStatus status = LedgerStatus.GOOD;
    private volatile @Nullable Thread thread;
    private boolean failing;
    private long lastPatrol;

    LedgerLoop(
            LedgerStateTable states,
            LedgerTail tail,
            CheckpointSigning signing,
            LedgerKey key,
            CheckpointMonitor monitor,
            Patrol patrol,
            LedgerProperties properties,
            LogAppends appends) {
        this.states = states;
        this.tail = tail;
        this.signing = signing;
        this.key = key;
        this.monitor = monitor;
        this.patrol = patrol;
        this.properties = properties;
        this.pacing =
                new Pacing(appends, properties.interval(), properties.interval().multipliedBy(AT_REST));
    }

    LedgerStatus condition() {
        return status;
    }

    /** Ends the pause between two turns. */
    void ring() {
        pacing.ring();
    }

    private void run() {
        lastPatrol = System.nanoTime();
        try {
            while (isRunning()) {
                attempt();
                pacing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            report(turn());
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.warn("The ledger cannot be kept; trying again. {}", e.toString());
            }
            log.debug("The ledger cannot be kept", e);
            failing = true;
            status = new LedgerStatus(status.tampering(), "The ledger cannot be kept; the server's log says why");
        }
    }

    /**
     * Looks twice before it says that something was changed. What was read before a failover and what was read after it may
     * differ, and nobody changed anything.
     */
    private LedgerStatus turn() throws IOException {
        try {
            return look();
        } catch (Tampering first) {
            log.warn("The ledger is looked at again. {}", first.getMessage());
        }
        try {
            return look();
        } catch (Tampering e) {
            String found = String.valueOf(e.getMessage());
            LedgerStatus stopped = new LedgerStatus(found, status.trouble());
            report(stopped);
            states.stop(found);
            return stopped;
        }
    }

    private LedgerStatus look() throws IOException {
        LedgerState state = states.read();
        if (state.tampering() == null) {
            work();
            state = states.read();
            monitor.look(state);
            patrol(state);
        }
        return new LedgerStatus(
                state.tampering(), key.trouble(state).or(monitor::trouble).orElse(null));
    }

    private void work() {
        while (isRunning() && tail.advance()) {
            signing.signIfDue();
        }
        signing.signIfDue();
    }

    private void patrol(LedgerState state) {
        if (System.nanoTime() - lastPatrol >= properties.patrolInterval().toNanos()) {
            patrol.step(state.verifier());
            lastPatrol = System.nanoTime();
        }
    }

    private void report(LedgerStatus next) {
        LedgerStatus before = status;
        status = next;
        if (next.tampering() != null && before.tampering() == null) {
            log.error("Somebody changed the ledger or the log; nothing is signed any more. {}", next.tampering());
        } else if (next.tampering() == null && before.tampering() != null) {
            log.warn("The ledger goes on");
        }
        if (next.trouble() != null && !next.trouble().equals(before.trouble())) {
            log.warn("{}", next.trouble());
        }
    }

    @Override
    public void start() {
        Thread loop = Thread.ofVirtual().name("ledger").unstarted(this::run);
        thread = loop;
        loop.start();
    }

    /** Lets a turn end: an interruption would break the database's connection. */
    @Override
    public void stop() {
        Thread loop = thread;
        thread = null;
        ring();
        if (loop != null) {
            try {
                boolean _ = loop.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
