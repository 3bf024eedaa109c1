package org.deviceonboarding.audit.ledger;

import java.time.Instant;
import org.deviceonboarding.ledger.VerifierKey;

/**
 * A checkpoint as the HTTP contract shows it.
 *
 * @param root the root hash in Base64
 * @param note the signed note; the other members repeat its content
 * @param verifierKey the key to compare with the one that the reader has from elsewhere
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
