package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.util.Optional;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.ledger.VerifierKey;
import org.springframework.stereotype.Component;

/** Whether this process signs: the key that signed first does, wherever it is, and no other. */
@Component
class LedgerKey {
    private final SigningKeys keys;
    private final LedgerStateTable states;
    private final Checkpoints checkpoints;
    private final LastSeenCheckpoint lastSeen;
    private final LedgerProperties properties;

    LedgerKey(
            SigningKeys keys,
            LedgerStateTable states,
            Checkpoints checkpoints,
            LastSeenCheckpoint lastSeen,
            LedgerProperties properties) {
        this.keys = keys;
        this.states = states;
        this.checkpoints = checkpoints;
        this.lastSeen = lastSeen;
        this.properties = properties;
    }

    /**
     * The ledger's key, if it is here; for a new ledger one is made. In a turn.
     *
     * @throws Tampering if it only looks like a new ledger
     */
    Optional<NoteSigner> signer(LedgerState state) throws IOException {
        VerifierKey verifier = state.verifier();
        if (verifier != null) {
            return keys.find(verifier.name()).filter(key -> key.verifier().equals(verifier));
        }
        if (checkpoints.newest().isPresent()) {
            throw new Tampering("The ledger has checkpoints, and its verifier key is gone");
        }
        if (lastSeen.read().isPresent()) {
            throw new Tampering("The ledger is new, and " + lastSeen.path() + " has a checkpoint");
        }
        NoteSigner first = keys.findOrMake(properties.name());
        states.claim(first.verifier());
        return Optional.of(first);
    }

    /** What is wrong with the key that this process has. */
    Optional<String> trouble(LedgerState state) throws IOException {
        VerifierKey verifier = state.verifier();
        if (verifier == null) {
            return Optional.empty();
        }
        return keys.find(verifier.name())
                .filter(key -> !key.verifier().equals(verifier))
                .map(_ -> "This process signs no checkpoints: LEDGER_KEY_FILE is not the key of " + verifier);
    }
}
