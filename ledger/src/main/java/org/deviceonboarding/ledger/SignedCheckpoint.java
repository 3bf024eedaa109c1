package org.deviceonboarding.ledger;

import java.util.HashSet;
import java.util.Set;

/**
 * A checkpoint that its log signed.
 *
 * @param witnesses the known witnesses that signed it too
 */
public record SignedCheckpoint(Checkpoint checkpoint, Set<VerifierKey> witnesses) {
    public SignedCheckpoint {
        witnesses = Set.copyOf(witnesses);
    }

    /**
     * Opens a note that the log's key signed, and checks the signatures of known witnesses.
     *
     * @param witnesses the known witnesses; their signatures may be missing, but must not be false
     */
    public static SignedCheckpoint open(byte[] note, VerifierKey log, Set<VerifierKey> witnesses) throws NoteRefused {
        SignedNote signed = SignedNote.parse(note);
        Set<VerifierKey> known = new HashSet<>(witnesses);
        known.add(log);
        Set<VerifierKey> signers = new HashSet<>(signed.signers(known));
        if (!signers.remove(log)) {
            throw new NoteRefused(NoteRefused.Reason.UNKNOWN_SIGNER, "The log did not sign this checkpoint");
        }
        Checkpoint checkpoint = Checkpoint.parse(signed.text());
        if (!checkpoint.origin().equals(log.name())) {
            throw new NoteRefused(
                    NoteRefused.Reason.UNKNOWN_SIGNER, "This is a checkpoint of another log: " + checkpoint.origin());
        }
        return new SignedCheckpoint(checkpoint, signers);
    }
}
