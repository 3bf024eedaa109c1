package org.deviceonboarding.audit.ledger;

import java.util.List;
import org.deviceonboarding.ledger.ConsistencyProof;
import org.deviceonboarding.ledger.Hash;

/** A consistency proof as the HTTP contract shows it, with hashes in Base64. */
record ConsistencyView(long from, long to, List<String> path) {
    static ConsistencyView of(long from, long to, ConsistencyProof proof) {
        return new ConsistencyView(
                from, to, proof.path().stream().map(Hash::base64).toList());
    }
}
