package org.deviceonboarding.audit.ledger;

import java.io.IOException;
import java.util.Optional;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.ledger.VerifierKey;
import org.springframework.stereotype.Component;

/** Decides whether this process signs: only the key of the first checkpoint may sign, in whichever process it is. */
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
     * The ledger's key, if this process has it; a new ledger gets a new key. The caller holds the {@link LedgerLock}.
     *
     * @throws Tampering if the ledger is not new but looks so
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

    /** The problem with this process's key; empty if there is none. */
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
