package org.deviceonboarding.audit.ledger;

import java.time.Instant;
import org.deviceonboarding.ledger.VerifierKey;

/**
 * A checkpoint for programs.
 *
 * @param root in Base64
 * @param note as it was signed; the rest is only what it says
 * @param verifierKey to be compared with the one that was handed out by another way
 */
record CheckpointView(
        String origin, long size, String root, long position, Instant signedAt, String note, String verifierKey) {
    static CheckpointView of(StoredCheckpoint checkpoint, VerifierKey log) {
        return new CheckpointView(
                log.name(),
                checkpoint.size(),
                checkpoint.root().base64(),
                checkpoint.position(),
                checkpoint.signedAt(),
                checkpoint.note(),
                log.toString());
    }
}
