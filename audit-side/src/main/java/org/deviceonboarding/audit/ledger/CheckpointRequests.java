package org.deviceonboarding.audit.ledger;

import java.time.Duration;
import java.util.Optional;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** Requests a checkpoint from the process that has the key, and waits for the checkpoint. */
@Component
class CheckpointRequests {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final StoredLog log;
    private final LedgerStateTable states;
    private final Checkpoints checkpoints;
    private final LedgerLoop loop;

    CheckpointRequests(StoredLog log, LedgerStateTable states, Checkpoints checkpoints, LedgerLoop loop) {
        this.log = log;
        this.states = states;
        this.checkpoints = checkpoints;
        this.loop = loop;
    }

    /** @throws Refused {@code conflict} if signing has stopped, {@code not_caught_up} if it takes too long */
    StoredCheckpoint ofTheHead() {
        long head = log.head();
        requireUntouched();
        states.want(head);
        loop.ring();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            Optional<StoredCheckpoint> newest =
                    checkpoints.newest().filter(checkpoint -> checkpoint.position() >= head);
            if (newest.isPresent()) {
                return newest.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new Refused(
                        RefusalCode.NOT_CAUGHT_UP, "No checkpoint has reached position " + head + " of the log yet");
            }
            requireUntouched();
            pause();
        }
    }

    private void requireUntouched() {
        if (states.read().tampering() != null) {
            throw new Refused(RefusalCode.CONFLICT, "Nothing is signed any more: the ledger was found to be changed");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(RefusalCode.NOT_CAUGHT_UP, "The server is shutting down");
        }
    }
}
