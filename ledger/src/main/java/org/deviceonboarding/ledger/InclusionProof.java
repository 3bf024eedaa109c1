package org.deviceonboarding.ledger;

import java.util.List;

/**
 * Proves that a leaf is in a tree, with the audit path of RFC 9162 section 2.1.3.
 *
 * @param index the index of the leaf, from 0; not its position in the log, which may have gaps
 * @param path the siblings from the leaf to the root
 */
public record InclusionProof(long index, List<Hash> path) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Checks the proof as in section 2.1.3.2. The number of steps is limited, however long the path is. */
    public ProofVerdict check(Hash leaf, TreeHead head) {
        if (index < 0 || index >= head.size()) {
            return ProofVerdict.OUT_OF_RANGE;
        }
        long node = index;
        long last = head.size() - 1;
        Hash root = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return ProofVerdict.WRONG_LENGTH;
            }
            if (isRight(node) || node == last) {
                root = Hash.ofNode(sibling, root);
                // The last node of a level without a sibling goes up as it is.
                while (!isRight(node) && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                root = Hash.ofNode(root, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            return ProofVerdict.WRONG_LENGTH;
        }
        return root.equals(head.root()) ? ProofVerdict.HOLDS : ProofVerdict.WRONG_ROOT;
    }

    private static boolean isRight(long node) {
        return (node & 1) == 1;
    }
}
