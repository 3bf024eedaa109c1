package org.deviceonboarding.ledger;

import java.util.List;

/**
 * Proves that one tree begins with all of another (RFC 9162 section 2.1.4): entries were only appended, not changed, removed or
 * inserted.
 *
 * @param path empty if the trees are the same or the older one is empty, which the RFC leaves open
 */
public record ConsistencyProof(List<Hash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Checks the proof as in section 2.1.4.2. The number of steps is limited, however long the path is. */
    public ProofVerdict check(TreeHead older, TreeHead newer) {
        if (older.size() > newer.size()) {
            return ProofVerdict.OUT_OF_RANGE;
        }
        if (older.size() == 0 || older.size() == newer.size()) {
            if (!path.isEmpty()) {
                return ProofVerdict.WRONG_LENGTH;
            }
            return older.size() == 0 || older.equals(newer) ? ProofVerdict.HOLDS : ProofVerdict.WRONG_ROOT;
        }
        if (path.isEmpty()) {
            return ProofVerdict.WRONG_LENGTH;
        }
        // The older tree is a node of the newer one then, and the path does not repeat its root.
        boolean complete = Long.bitCount(older.size()) == 1;
        return climb(
                complete ? older.root() : path.getFirst(),
                complete ? path : path.subList(1, path.size()),
                older,
                newer);
    }

    private static ProofVerdict climb(Hash seed, List<Hash> siblings, TreeHead older, TreeHead newer) {
        int known = Long.numberOfTrailingZeros(older.size());
        long node = (older.size() - 1) >>> known;
        long last = (newer.size() - 1) >>> known;
        Hash olderRoot = seed;
        Hash newerRoot = seed;
        for (Hash sibling : siblings) {
            if (last == 0) {
                return ProofVerdict.WRONG_LENGTH;
            }
            if (isRight(node) || node == last) {
                olderRoot = Hash.ofNode(sibling, olderRoot);
                newerRoot = Hash.ofNode(sibling, newerRoot);
                while (!isRight(node) && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                newerRoot = Hash.ofNode(newerRoot, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            return ProofVerdict.WRONG_LENGTH;
        }
        return olderRoot.equals(older.root()) && newerRoot.equals(newer.root())
                ? ProofVerdict.HOLDS
                : ProofVerdict.WRONG_ROOT;
    }

    private static boolean isRight(long node) {
        return (node & 1) == 1;
    }
}
