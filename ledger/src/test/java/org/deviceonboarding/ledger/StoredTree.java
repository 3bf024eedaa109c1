package org.deviceonboarding.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree, leaf by leaf, with everything that it handed out to be stored. */
final class StoredTree {
    private final Map<Subtree, Hash> stored = new HashMap<>();
    private final List<TreeHead> heads = new ArrayList<>(List.of(TreeHead.EMPTY));
    private MerkleTree tree = MerkleTree.EMPTY;

    static StoredTree of(int size) {
        StoredTree tree = new StoredTree();
        for (int i = 0; i < size; i++) {
            tree.append(leaf(i));
        }
        return tree;
    }

    /** No two leaves are alike, as no two entries of the log are. */
    static Hash leaf(long index) {
        return Hash.ofLeaf(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }

    void append(Hash leaf) {
        tree = tree.append(leaf, (subtree, hash) -> {
            if (stored.put(subtree, hash) != null) {
                throw new AssertionError("Completed twice: " + subtree);
            }
        });
        heads.add(tree.head());
    }

    MerkleTree tree() {
        return tree;
    }

    TreeHead head(int size) {
        return heads.get(size);
    }

    SubtreeHashes hashes() {
        return subtree -> Optional.ofNullable(stored.get(subtree)).orElseThrow();
    }

    int stored() {
        return stored.size();
    }

    Prover prover() {
        return new Prover(hashes());
    }
}
