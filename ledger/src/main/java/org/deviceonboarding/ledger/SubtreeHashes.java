package org.deviceonboarding.ledger;

/** Provides the stored hashes of complete subtrees, which {@link MerkleTree#append} hands out. */
@FunctionalInterface
public interface SubtreeHashes {
    /** The hash of a subtree within the size of the requested proof; throws an exception if it is missing. */
    Hash of(Subtree subtree);
}
