package org.deviceonboarding.verify.bundle;

import java.util.Base64;
import java.util.List;
import org.deviceonboarding.ledger.ConsistencyProof;
import org.deviceonboarding.ledger.Hash;

/**
 * That the log of one checkpoint goes on from that of another, as the server hands it out.
 *
 * @param from size of the older tree
 * @param to size of the newer one
 * @param path in Base64
 */
public record ExportedProof(long from, long to, List<String> path) {
    /** @throws IllegalArgumentException if the path is not of hashes */
    public ConsistencyProof proof() {
        return new ConsistencyProof(path.stream()
                .map(hash -> Hash.of(Base64.getDecoder().decode(hash)))
                .toList());
    }
}
