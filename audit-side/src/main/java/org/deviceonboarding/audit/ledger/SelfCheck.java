package org.deviceonboarding.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.audit.ledger.StoredHashes.Node;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.MerkleTree;
import org.deviceonboarding.ledger.Subtree;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.ledger.VerifierKey;
import org.springframework.stereotype.Component;

/** Compares the stored log and tree with the signed checkpoints. A difference is {@link Tampering}. */
@Component
class SelfCheck {
    private static final int PAGE = 1_000;

    private final Leaves leaves;
    private final StoredHashes hashes;

    SelfCheck(Leaves leaves, StoredHashes hashes) {
        this.leaves = leaves;
        this.hashes = hashes;
    }

    /** Checks the checkpoint's signature, its row and the tree. */
    void checkpoint(StoredCheckpoint checkpoint, VerifierKey log) {
        String place = "ledger_checkpoint, size " + checkpoint.size();
        TreeHead signed = StoredCheckpoint.open(checkpoint.note(), log, place);
        if (!signed.equals(checkpoint.head())) {
            throw new Tampering("The row in " + place + " says something else than its note");
        }
        goesOnFrom(signed, place);
        long position = signed.size() == 0 ? 0 : leaf(signed.size() - 1).position();
        if (position != checkpoint.position()) {
            throw new Tampering("The row in " + place + " ends at another position");
        }
    }

    /**
     * Checks that the tree continues a signed one.
     *
     * @param place the origin of the signed head, for messages
     */
    void goesOnFrom(TreeHead signed, String place) {
        long size = leaves.size();
        if (size < signed.size()) {
            throw new Tampering(
                    "The ledger has " + size + " entries, the checkpoint in " + place + " " + signed.size());
        }
        if (!tree(signed.size()).head().equals(signed)) {
            throw new Tampering("The first " + signed.size()
                    + " entries of the ledger are not those of the checkpoint in " + place);
        }
    }

    MerkleTree tree(long size) {
        return hashes.read(stored -> MerkleTree.at(size, stored));
    }

    /** The head at a size; the leaves and nodes since an earlier size are checked. */
    TreeHead head(long from, long size) {
        MerkleTree tree = tree(from);
        while (tree.size() < size) {
            tree = regrow(tree, leaves.range(tree.size(), Math.min(size, tree.size() + PAGE)));
        }
        return tree.head();
    }

    /** Adds leaves to a tree again, and compares the new nodes with the stored ones. */
    MerkleTree regrow(MerkleTree from, List<Leaf> stretch) {
        MerkleTree tree = from;
        List<Node> nodes = new ArrayList<>();
        for (Leaf leaf : stretch) {
            if (leaf.index() != tree.size()) {
                break;
            }
            tree = tree.append(leaf.hash(), (subtree, hash) -> nodes.add(new Node(subtree, hash)));
        }
        if (stretch.isEmpty() || tree.size() != from.size() + stretch.size()) {
            throw new Tampering("The ledger lacks the leaf " + tree.size());
        }
        requireStored(nodes);
        return tree;
    }

    private void requireStored(List<Node> nodes) {
        Map<Subtree, Hash> stored =
                hashes.find(nodes.stream().map(Node::subtree).toList());
        for (Node node : nodes) {
            if (!node.hash().equals(stored.get(node.subtree()))) {
                throw new Tampering("The ledger has another hash "
                        + node.subtree().index() + " of level " + node.subtree().level() + " than its leaves make");
            }
        }
    }

    private Leaf leaf(long index) {
        return leaves.at(index).orElseThrow(() -> new Tampering("The ledger lacks the leaf " + index));
    }
}
