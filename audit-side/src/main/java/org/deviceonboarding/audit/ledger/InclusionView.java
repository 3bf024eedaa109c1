package org.deviceonboarding.audit.ledger;

import java.util.List;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.InclusionProof;

/**
 * An inclusion proof as the HTTP contract shows it, with hashes in Base64.
 *
 * @param index the index of the leaf
 * @param size the size of the tree
 */
record InclusionView(long position, long index, long size, String leaf, List<String> path) {
    static InclusionView of(Leaf leaf, long size, InclusionProof proof) {
        return new InclusionView(
                leaf.position(),
                leaf.index(),
                size,
                leaf.hash().base64(),
                proof.path().stream().map(Hash::base64).toList());
    }
}
