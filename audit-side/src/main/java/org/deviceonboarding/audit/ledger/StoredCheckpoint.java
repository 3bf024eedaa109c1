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
 * A checkpoint as it was signed, and beside it what the note says.
 *
 * @param position of the last entry in it
 */
record StoredCheckpoint(long size, long position, Hash root, String note, Instant signedAt) {
    TreeHead head() {
        return new TreeHead(size, root);
    }

    /**
     * What a note says, if the log signed it.
     *
     * @param place where the note was found, for people
     * @throws Tampering if it did not
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
