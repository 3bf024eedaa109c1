package org.deviceonboarding.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever bit of a good proof, or of what it is checked against, is turned over: it does not hold any more. */
class ProofPropertyTest {
    private static final int LARGEST = 3000;
    private static final StoredTree TREE = StoredTree.of(LARGEST);

    private enum Side {
        LEFT,
        RIGHT
    }

    @Property(tries = 60)
    void inclusionHoldsForThatLeafAtThatIndexInThatTreeOnly(
            @ForAll @IntRange(min = 1, max = LARGEST) int size, @ForAll @IntRange(max = LARGEST) int chosen) {
        int index = chosen % size;
        Hash leaf = StoredTree.leaf(index);
        TreeHead head = TREE.head(size);
        InclusionProof proof = TREE.prover().inclusion(index, size);

        assertThat(proof.check(leaf, head)).isEqualTo(ProofVerdict.HOLDS);
        for (Hash other : mutations(leaf)) {
            assertThat(proof.check(other, head)).isEqualTo(ProofVerdict.WRONG_ROOT);
        }
        for (Hash other : mutations(head.root())) {
            assertThat(proof.check(leaf, new TreeHead(size, other))).isEqualTo(ProofVerdict.WRONG_ROOT);
        }
        for (List<Hash> other : pathMutations(proof.path())) {
            assertThat(new InclusionProof(index, other).check(leaf, head)).isEqualTo(ProofVerdict.WRONG_ROOT);
        }
        for (List<Hash> other : lengthMutations(proof.path())) {
            assertThat(new InclusionProof(index, other).check(leaf, head)).isEqualTo(ProofVerdict.WRONG_LENGTH);
        }
        for (int bit = 0; bit < Long.SIZE; bit++) {
            assertThat(new InclusionProof(index ^ 1L << bit, proof.path()).check(leaf, head))
                    .as("index with bit %s", bit)
                    .isNotEqualTo(ProofVerdict.HOLDS);
        }
    }

    @Property(tries = 60)
    void consistencyHoldsForThoseTreesOnly(
            @ForAll @IntRange(min = 2, max = LARGEST) int newer, @ForAll @IntRange(max = LARGEST) int chosen) {
        int older = 1 + chosen % (newer - 1);
        TreeHead from = TREE.head(older);
        TreeHead to = TREE.head(newer);
        ConsistencyProof proof = TREE.prover().consistency(older, newer);

        assertThat(proof.check(from, to)).isEqualTo(ProofVerdict.HOLDS);
        for (Hash other : mutations(from.root())) {
            assertThat(proof.check(new TreeHead(older, other), to)).isEqualTo(ProofVerdict.WRONG_ROOT);
        }
        for (Hash other : mutations(to.root())) {
            assertThat(proof.check(from, new TreeHead(newer, other))).isEqualTo(ProofVerdict.WRONG_ROOT);
        }
        for (List<Hash> other : pathMutations(proof.path())) {
            assertThat(new ConsistencyProof(other).check(from, to)).isEqualTo(ProofVerdict.WRONG_ROOT);
        }
        for (List<Hash> other : lengthMutations(proof.path())) {
            assertThat(new ConsistencyProof(other).check(from, to)).isEqualTo(ProofVerdict.WRONG_LENGTH);
        }
    }

    /**
     * Another size may prescribe the very same steps, and then nothing in the proof can tell: the size has to be signed
     * together with the root. With any other steps it does not hold.
     */
    @Property(tries = 300)
    void anotherSizePassesOnlyIfItTakesTheSameSteps(
            @ForAll @IntRange(min = 2, max = LARGEST) int size, @ForAll @IntRange(max = LARGEST) int chosen) {
        int index = chosen % size;
        int older = 1 + chosen % (size - 1);
        InclusionProof inclusion = TREE.prover().inclusion(index, size);
        ConsistencyProof consistency = TREE.prover().consistency(older, size);
        Hash root = TREE.head(size).root();
        Hash olderRoot = TREE.head(older).root();
        for (int bit = 0; bit < Long.SIZE - 1; bit++) {
            long other = size ^ 1L << bit;
            if (other != 0) {
                assertThat(inclusion.check(StoredTree.leaf(index), new TreeHead(other, root)) == ProofVerdict.HOLDS)
                        .as("leaf %s of %s instead of %s", index, other, size)
                        .isEqualTo(index < other && toLeaf(index, other).equals(toLeaf(index, size)));
                assertThat(consistency.check(TREE.head(older), new TreeHead(other, root)) == ProofVerdict.HOLDS)
                        .as("%s before %s instead of %s", older, other, size)
                        .isEqualTo(older < other && toPrefix(older, other).equals(toPrefix(older, size)));
            }
            long otherOlder = older ^ 1L << bit;
            if (otherOlder != 0) {
                assertThat(consistency.check(new TreeHead(otherOlder, olderRoot), TREE.head(size))
                                == ProofVerdict.HOLDS)
                        .as("%s instead of %s before %s", otherOlder, older, size)
                        .isEqualTo(
                                otherOlder < size && toPrefix(otherOlder, size).equals(toPrefix(older, size)));
            }
        }
    }

    /** On which side the siblings are, from the root to the leaf. */
    private static List<Side> toLeaf(long index, long size) {
        List<Side> sides = new ArrayList<>();
        long rest = index;
        long leaves = size;
        while (leaves > 1) {
            long left = Long.highestOneBit(leaves - 1);
            sides.add(rest < left ? Side.RIGHT : Side.LEFT);
            leaves = rest < left ? left : leaves - left;
            rest = rest < left ? rest : rest - left;
        }
        return sides;
    }

    /** The same to the node that ends where the older tree ends, and whether that node is the whole older tree. */
    private static List<Object> toPrefix(long older, long newer) {
        List<Object> sides = new ArrayList<>();
        long rest = older;
        long leaves = newer;
        while (rest < leaves) {
            long left = Long.highestOneBit(leaves - 1);
            sides.add(rest <= left ? Side.RIGHT : Side.LEFT);
            leaves = rest <= left ? left : leaves - left;
            rest = rest <= left ? rest : rest - left;
        }
        sides.add(rest == older);
        return sides;
    }

    private static List<Hash> mutations(Hash hash) {
        List<Hash> mutations = new ArrayList<>();
        for (int bit = 0; bit < Hash.LENGTH * Byte.SIZE; bit++) {
            byte[] bytes = hash.bytes();
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            mutations.add(Hash.of(bytes));
        }
        return mutations;
    }

    private static List<List<Hash>> pathMutations(List<Hash> path) {
        List<List<Hash>> mutations = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            for (Hash other : mutations(path.get(i))) {
                List<Hash> mutation = new ArrayList<>(path);
                mutation.set(i, other);
                mutations.add(mutation);
            }
        }
        return mutations;
    }

    /** Each hash left out, and each doubled. */
    private static List<List<Hash>> lengthMutations(List<Hash> path) {
        List<List<Hash>> mutations = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> without = new ArrayList<>(path);
            without.remove(i);
            mutations.add(without);
            List<Hash> doubled = new ArrayList<>(path);
            doubled.add(i, path.get(i));
            mutations.add(doubled);
        }
        return mutations;
    }
}
