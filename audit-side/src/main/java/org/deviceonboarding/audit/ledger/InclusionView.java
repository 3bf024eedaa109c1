package org.deviceonboarding.audit.ledger;

import java.util.List;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.InclusionProof;

/**
 * That an entry is in a tree; hashes in Base64.
 *
 * @param index of its leaf
 * @param size of the tree
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
