package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.deviceonboarding.ledger.Checkpoint;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.ledger.VerifierKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs a checkpoint once a minute if the tree has grown, and on request. A new checkpoint must continue the last one. */
@Component
class CheckpointSigning {
    private static final Logger log = LoggerFactory.getLogger(CheckpointSigning.class);

    private final LedgerLock lock;
    private final LedgerStateTable states;
    private final Leaves leaves;
    private final Checkpoints checkpoints;
    private final LedgerKey key;
    private final SelfCheck check;
    private final LastSeenCheckpoint lastSeen;
    private final LedgerProperties properties;
    private final InstantSource clock;

    CheckpointSigning(
            LedgerLock lock,
            LedgerStateTable states,
            Leaves leaves,
            Checkpoints checkpoints,
            LedgerKey key,
            SelfCheck check,
            LastSeenCheckpoint lastSeen,
            LedgerProperties properties,
            InstantSource clock) {
        this.lock = lock;
        this.states = states;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
        this.key = key;
        this.check = check;
        this.lastSeen = lastSeen;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws Tampering if the tree does not continue the last checkpoint; then nothing is signed */
    void signIfDue() {
        if (isDue(states::read)) {
            lock.take(() -> {
                LedgerState state = states.read();
                if (state.tampering() == null && isDue(() -> state)) {
                    sign(state);
                }
                return true;
            });
        }
    }

    /** @param states is asked only if the tree has grown */
    private boolean isDue(Supplier<LedgerState> states) {
        Optional<Leaf> last = leaves.newest();
        Optional<StoredCheckpoint> newest = checkpoints.newest();
        if (last.isEmpty() || newest.isEmpty()) {
            return last.isPresent();
        }
        long size = last.get().index() + 1;
        if (size <= newest.get().size()) {
            return false;
        }
        LedgerState state = states.get();
        boolean wanted = state.wanted() > newest.get().position()
                && state.wanted() <= last.get().position();
        return wanted || isOld(newest.get().signedAt());
    }

    // Of a clock that was set back too.
    private boolean isOld(Instant signedAt) {
        Instant now = clock.instant();
        return signedAt.isAfter(now) || !now.isBefore(signedAt.plus(properties.checkpointInterval()));
    }

    private void sign(LedgerState state) {
        try {
            Optional<NoteSigner> signer = key.signer(state);
            if (signer.isPresent()) {
                sign(signer.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger's files cannot be read: " + e.getMessage(), e);
        }
    }

    private void sign(NoteSigner signer) throws IOException {
        VerifierKey verifier = signer.verifier();
        Optional<StoredCheckpoint> newest = checkpoints.newest();
        newest.ifPresent(checkpoint -> check.checkpoint(checkpoint, verifier));
        lastSeen.require(verifier);
        Leaf last = leaves.newest().orElseThrow();
        TreeHead head = check.head(newest.map(StoredCheckpoint::size).orElse(0L), last.index() + 1);
        String note = new Checkpoint(verifier.name(), head).sign(signer).render();
        checkpoints.add(new StoredCheckpoint(
                head.size(), last.position(), head.root(), note, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        if (newest.isEmpty()) {
            log.info("The ledger's first checkpoint is signed; give auditors this key to verify it: {}", verifier);
        }
    }
}
