package org.deviceonboarding.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final int SIZES = 300;

    @Test
    void hasThePublishedRoots() {
        MerkleTree tree = MerkleTree.EMPTY;
        assertThat(tree.head().root().toString())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int size = 1; size <= PublishedTree.ROOTS.size(); size++) {
            tree = tree.append(Hash.ofLeaf(PublishedTree.LEAVES.get(size - 1)));

            assertThat(tree.head()).isEqualTo(PublishedTree.head(size));
        }
    }

    @Test
    void hasTheRootThatTheRfcDefines() {
        StoredTree tree = StoredTree.of(SIZES);
        List<Hash> leaves = IntStream.range(0, SIZES).mapToObj(StoredTree::leaf).toList();

        for (int size = 0; size <= SIZES; size++) {
            assertThat(tree.head(size)).isEqualTo(new TreeHead(size, defined(leaves.subList(0, size))));
        }
    }

    /** MTH of RFC 9162 section 2.1.1, from the hashes of the leaves on. */
    private static Hash defined(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = 1;
        while (2 * left < leaves.size()) {
            left *= 2;
        }
        return Hash.ofNode(defined(leaves.subList(0, left)), defined(leaves.subList(left, leaves.size())));
    }

    @Test
    void goesOnFromItsStateOrFromWhatWasStored() {
        MerkleTree tree = MerkleTree.EMPTY;
        StoredTree whole = StoredTree.of(SIZES);
        for (int size = 0; size <= SIZES; size++) {
            assertThat(MerkleTree.of(tree.state())).isEqualTo(tree);
            assertThat(MerkleTree.at(size, whole.hashes())).isEqualTo(tree);
            tree = tree.append(StoredTree.leaf(size));
        }
    }

    @Test
    void handsOutEachCompleteSubtreeOnce() {
        for (int size = 0; size <= SIZES; size++) {
            int leaves = size;

            assertThat(StoredTree.of(size).stored())
                    .isEqualTo(IntStream.range(0, Integer.SIZE - 1)
                            .map(level -> leaves >>> level)
                            .sum());
        }
    }

    @Test
    void refusesAStateThatIsNone() {
        byte[] state = StoredTree.of(5).tree().state();
        assertThat(state).hasSize(8 + 2 * 32);

        for (int length = 0; length < state.length; length++) {
            byte[] cut = Arrays.copyOf(state, length);
            assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.of(cut));
        }
        byte[] longer = Arrays.copyOf(state, state.length + 32);
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.of(longer));
        byte[] negative = Arrays.copyOf(state, 8 + 32);
        Arrays.fill(negative, 0, 8, (byte) 0);
        negative[0] = (byte) 0x80;
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.of(negative));
    }
}
