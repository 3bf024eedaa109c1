package org.deviceonboarding.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProofTest {
    private static final String A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private static final String B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private static final String C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    private static final String D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private static final String E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private static final String F = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    private static final String G = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private static final String H = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
    private static final String FIRST = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    private static final String FIRST_TWO = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";

    private static final int MANY = 64;

    private final StoredTree published = new StoredTree();

    @BeforeEach
    void plant() {
        PublishedTree.LEAVES.forEach(leaf -> published.append(Hash.ofLeaf(leaf)));
    }

    // Sources of both: see PublishedTree; leaves are counted from 0 here.
    static Stream<Arguments> publishedInclusions() {
        return Stream.of(
                arguments(0, 1, PublishedTree.hashes()),
                arguments(0, 8, PublishedTree.hashes(A, B, C)),
                arguments(5, 8, PublishedTree.hashes(D, E, F)),
                arguments(2, 3, PublishedTree.hashes(FIRST_TWO)),
                arguments(1, 5, PublishedTree.hashes(FIRST, B, D)));
    }

    static Stream<Arguments> publishedConsistencies() {
        return Stream.of(
                arguments(1, 1, PublishedTree.hashes()),
                arguments(1, 8, PublishedTree.hashes(A, B, C)),
                arguments(6, 8, PublishedTree.hashes(G, E, F)),
                arguments(2, 5, PublishedTree.hashes(B, D)),
                arguments(6, 7, PublishedTree.hashes(G, H, F)));
    }

    @ParameterizedTest
    @MethodSource("publishedInclusions")
    void makesAndAcceptsPublishedInclusionProofs(int index, int size, List<Hash> path) {
        InclusionProof proof = new InclusionProof(index, path);

        assertThat(published.prover().inclusion(index, size)).isEqualTo(proof);
        assertThat(proof.check(Hash.ofLeaf(PublishedTree.LEAVES.get(index)), PublishedTree.head(size)))
                .isEqualTo(ProofVerdict.HOLDS);
    }

    @ParameterizedTest
    @MethodSource("publishedConsistencies")
    void makesAndAcceptsPublishedConsistencyProofs(int older, int newer, List<Hash> path) {
        ConsistencyProof proof = new ConsistencyProof(path);

        assertThat(published.prover().consistency(older, newer)).isEqualTo(proof);
        assertThat(proof.check(PublishedTree.head(older), PublishedTree.head(newer)))
                .isEqualTo(ProofVerdict.HOLDS);
    }

    @Test
    void provesEachLeafOfEachTree() {
        StoredTree tree = StoredTree.of(MANY);
        for (int size = 1; size <= MANY; size++) {
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree.prover().inclusion(index, size);

                assertThat(proof.check(StoredTree.leaf(index), tree.head(size))).isEqualTo(ProofVerdict.HOLDS);
                assertThat(proof.check(StoredTree.leaf(size), tree.head(size))).isEqualTo(ProofVerdict.WRONG_ROOT);
            }
        }
    }

    @Test
    void provesEachTreeTheBeginningOfEachLaterOne() {
        StoredTree tree = StoredTree.of(MANY);
        for (int newer = 0; newer <= MANY; newer++) {
            for (int older = 0; older <= newer; older++) {
                ConsistencyProof proof = tree.prover().consistency(older, newer);

                assertThat(proof.check(tree.head(older), tree.head(newer))).isEqualTo(ProofVerdict.HOLDS);
            }
        }
    }

    @Test
    void noticesEachRewrittenLeaf() {
        StoredTree honest = StoredTree.of(MANY);
        for (int changed = 0; changed < MANY; changed++) {
            StoredTree forged = new StoredTree();
            for (int i = 0; i < MANY; i++) {
                forged.append(StoredTree.leaf(i == changed ? MANY + i : i));
            }
            for (int older = 1; older <= MANY; older++) {
                ConsistencyProof proof = forged.prover().consistency(older, MANY);

                assertThat(proof.check(honest.head(older), forged.head(MANY)))
                        .isEqualTo(changed < older ? ProofVerdict.WRONG_ROOT : ProofVerdict.HOLDS);
            }
        }
    }

    @Test
    void saysWhatIsWrong() {
        Hash leaf = StoredTree.leaf(0);
        TreeHead one = StoredTree.of(1).head(1);
        TreeHead two = StoredTree.of(2).head(2);

        assertThat(new InclusionProof(-1, List.of()).check(leaf, one)).isEqualTo(ProofVerdict.OUT_OF_RANGE);
        assertThat(new InclusionProof(1, List.of()).check(leaf, one)).isEqualTo(ProofVerdict.OUT_OF_RANGE);
        assertThat(new InclusionProof(0, List.of()).check(leaf, TreeHead.EMPTY)).isEqualTo(ProofVerdict.OUT_OF_RANGE);
        assertThat(new InclusionProof(0, List.of(leaf)).check(leaf, one)).isEqualTo(ProofVerdict.WRONG_LENGTH);
        assertThat(new InclusionProof(0, List.of()).check(leaf, two)).isEqualTo(ProofVerdict.WRONG_LENGTH);
        assertThat(new ConsistencyProof(List.of()).check(two, one)).isEqualTo(ProofVerdict.OUT_OF_RANGE);
        assertThat(new ConsistencyProof(List.of()).check(one, two)).isEqualTo(ProofVerdict.WRONG_LENGTH);
        assertThat(new ConsistencyProof(List.of(leaf)).check(two, two)).isEqualTo(ProofVerdict.WRONG_LENGTH);
        assertThat(new ConsistencyProof(List.of(leaf)).check(TreeHead.EMPTY, two))
                .isEqualTo(ProofVerdict.WRONG_LENGTH);
        assertThat(new ConsistencyProof(List.of()).check(one, new TreeHead(1, two.root())))
                .isEqualTo(ProofVerdict.WRONG_ROOT);
        assertThat(new ConsistencyProof(List.of(leaf)).check(one, two)).isEqualTo(ProofVerdict.WRONG_ROOT);
    }

    @Test
    void endsWithTheTreeHoweverLongThePath() {
        List<Hash> path = Collections.nCopies(1_000_000, StoredTree.leaf(0));
        TreeHead huge = new TreeHead(Long.MAX_VALUE, StoredTree.leaf(1));

        assertThat(new InclusionProof(Long.MAX_VALUE - 1, path).check(StoredTree.leaf(0), huge))
                .isEqualTo(ProofVerdict.WRONG_LENGTH);
        assertThat(new ConsistencyProof(path).check(new TreeHead(Long.MAX_VALUE - 1, StoredTree.leaf(0)), huge))
                .isEqualTo(ProofVerdict.WRONG_LENGTH);
    }

    @Test
    void makesNoProofOfWhatIsNot() {
        Prover prover = StoredTree.of(3).prover();

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prover.inclusion(3, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prover.inclusion(-1, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prover.consistency(3, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prover.consistency(-1, 2));
    }

    @Test
    void hasNoHeadThatNoTreeHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeHead(-1, Hash.EMPTY_TREE));
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeHead(0, StoredTree.leaf(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[31]));
    }
}
