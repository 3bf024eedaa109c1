package org.deviceonboarding.ledger;

/** Where the hashes of complete subtrees are kept, as {@link MerkleTree#append} handed them out. */
@FunctionalInterface
public interface SubtreeHashes {
    /** Asked only for subtrees within the size that a proof was asked for; throws if one is not there. */
    Hash of(Subtree subtree);
}
