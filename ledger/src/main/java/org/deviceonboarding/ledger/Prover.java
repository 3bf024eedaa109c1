package org.deviceonboarding.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes the proofs of RFC 9162 sections 2.1.3.1 and 2.1.4.1, for any size that the tree ever had. At most one subtree of a proof is
 * incomplete, so a proof needs O(log n) stored hashes.
 */
public final class Prover {
    private final SubtreeHashes hashes;

    public Prover(SubtreeHashes hashes) {
        this.hashes = hashes;
    }

    /**
     * Proves that the leaf is in the tree.
     *
     * @throws IndexOutOfBoundsException if a tree of that size has no such leaf
     */
    public InclusionProof inclusion(long index, long size) {
        Objects.checkIndex(index, size);
        List<Hash> path = new ArrayList<>();
        long start = 0;
        long end = size;
        while (end - start > 1) {
            long middle = middle(start, end);
            if (index < middle) {
                path.add(root(middle, end));
                end = middle;
            } else {
                path.add(root(start, middle));
                start = middle;
            }
        }
        return new InclusionProof(index, path.reversed());
    }

    /**
     * Proves that the newer tree begins with all of the older one.
     *
     * @throws IndexOutOfBoundsException if the older tree is the larger one
     */
    public ConsistencyProof consistency(long older, long newer) {
        Objects.checkFromToIndex(0, older, newer);
        List<Hash> path = new ArrayList<>();
        long start = 0;
        long end = older == 0 ? 0 : newer;
        while (end != older) {
            long middle = middle(start, end);
            if (older <= middle) {
                path.add(root(middle, end));
                end = middle;
            } else {
                path.add(root(start, middle));
                start = middle;
            }
        }
        if (start > 0) {
            path.add(root(start, end));
        }
        return new ConsistencyProof(path.reversed());
    }

    private Hash root(long start, long end) {
        long leaves = end - start;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return hashes.of(new Subtree(level, start >>> level));
        }
        long middle = middle(start, end);
        return Hash.ofNode(root(start, middle), root(middle, end));
    }

    // The left side has the largest power of two of leaves that leaves some to the right.
    private static long middle(long start, long end) {
        return start + Long.highestOneBit(end - start - 1);
    }
}
