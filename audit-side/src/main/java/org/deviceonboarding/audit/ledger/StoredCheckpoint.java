package org.deviceonboarding.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Set;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.NoteRefused;
import org.deviceonboarding.ledger.SignedCheckpoint;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.ledger.VerifierKey;

/**
 * A signed checkpoint, with the content of its note.
 *
 * @param position the position of the last covered entry
 */
record StoredCheckpoint(long size, long position, Hash root, String note, Instant signedAt) {
    TreeHead head() {
        return new TreeHead(size, root);
    }

    /**
     * The content of a note that the log signed.
     *
     * @param place the origin of the note, for messages
     * @throws Tampering if the log did not sign the note
     */
    static TreeHead open(String note, VerifierKey log, String place) {
        try {
            return SignedCheckpoint.open(note.getBytes(UTF_8), log, Set.of())
                    .checkpoint()
                    .head();
        } catch (NoteRefused e) {
            throw new Tampering("The checkpoint in " + place + " is not one that " + log + " signed", e);
        }
    }
}
