package org.deviceonboarding.verify.check;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.deviceonboarding.ledger.NoteRefused;
import org.deviceonboarding.ledger.SignedCheckpoint;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.ledger.VerifierKey;

/** Opens checkpoints that the log's key signed. */
record CheckpointOpener(VerifierKey key) {
    /** @throws NoteRefused unless the log's key signed it */
    TreeHead open(String note) throws NoteRefused {
        return SignedCheckpoint.open(note.getBytes(StandardCharsets.UTF_8), key, Set.of())
                .checkpoint()
                .head();
    }
}
