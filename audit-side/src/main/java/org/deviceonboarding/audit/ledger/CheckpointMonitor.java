package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.audit.ledger.publish.Publications;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.log.database.SafeCommits;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares each new checkpoint with the one before, stores it in a file, and has it published. */
@Component
class CheckpointMonitor {
    /** The time after which an unsigned entry is reported. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final Checkpoints checkpoints;
    private final Leaves leaves;
    private final SelfCheck check;
    private final LastSeenCheckpoint lastSeen;
    private final Publications publications;
    private final SafeCommits commits;
    private final InstantSource clock;
    private @Nullable StoredCheckpoint known;

    CheckpointMonitor(
            Checkpoints checkpoints,
            Leaves leaves,
            SelfCheck check,
            LastSeenCheckpoint lastSeen,
            Publications publications,
            SafeCommits commits,
            InstantSource clock) {
        this.checkpoints = checkpoints;
        this.leaves = leaves;
        this.check = check;
        this.lastSeen = lastSeen;
        this.publications = publications;
        this.commits = commits;
        this.clock = clock;
    }

    /** @throws Tampering if the newest checkpoint does not continue the one before */
    void look(LedgerState state) throws IOException {
        Optional<StoredCheckpoint> newest = checkpoints.newest();
        if (newest.isEmpty()) {
            if (known != null) {
                throw new Tampering("The ledger's checkpoints are gone");
            }
        } else if (!newest.get().equals(known)) {
            accept(newest.get(), state.verifier());
            known = newest.get();
        }
    }

    private void accept(StoredCheckpoint newest, @Nullable VerifierKey verifier) throws IOException {
        if (verifier == null) {
            throw new Tampering("The ledger has checkpoints, and its verifier key is gone");
        }
        check.checkpoint(newest, verifier);
        lastSeen.require(verifier);
        commits.await(); // What leaves the database must be there for good.
        if (!lastSeen.read().equals(Optional.of(newest.note()))) {
            lastSeen.keep(newest.note());
        }
        publications.offer(newest.note());
    }

    /** The problem if nobody signs, as of the last look; empty otherwise. */
    Optional<String> trouble() {
        Instant late = clock.instant().minus(LATE);
        Optional<StoredCheckpoint> newest = Optional.ofNullable(known);
        if (newest.isPresent() && newest.get().signedAt().isAfter(late)) {
            return Optional.empty();
        }
        return leaves.at(newest.map(StoredCheckpoint::size).orElse(0L))
                .filter(leaf -> leaf.latest().isBefore(late))
                .map(leaf -> "No checkpoint has the entries from position " + leaf.position()
                        + " on: no process with the ledger's key signs");
    }
}
