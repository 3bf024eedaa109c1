package org.deviceonboarding.ledger;

import java.util.HashSet;
import java.util.Set;

/**
 * A checkpoint that its log signed.
 *
 * @param witnesses which of the known ones signed it too
 */
public record SignedCheckpoint(Checkpoint checkpoint, Set<VerifierKey> witnesses) {
    public SignedCheckpoint {
        witnesses = Set.copyOf(witnesses);
    }

    /**
     * Believes nothing that the log's key did not sign, whoever else did.
     *
     * @param witnesses known to us; their signatures must be good, but need not be there
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
