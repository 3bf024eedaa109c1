package org.deviceonboarding.verify.bundle;

import java.util.Base64;
import java.util.List;
import org.deviceonboarding.ledger.ConsistencyProof;
import org.deviceonboarding.ledger.Hash;

/**
 * A consistency proof between two checkpoints, as the server serves it.
 *
 * @param from the size of the older tree
 * @param to the size of the newer tree
 * @param path the hashes in Base64
 */
public record ExportedProof(long from, long to, List<String> path) {
    /** @throws IllegalArgumentException if the path contains something other than hashes */
    public ConsistencyProof proof() {
        return new ConsistencyProof(path.stream()
                .map(hash -> Hash.of(Base64.getDecoder().decode(hash)))
                .toList());
    }
}
