package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs that others made, sound and mutilated; the file says whose. */
class PublishedProofsTest {
    private static final String FILE = "/transparency-dev-merkle.txt";
    private static final String NONE = "-";

    @Test
    void areAllThere() {
        assertThat(proofs()).hasSize(195);
        assertThat(proofs()).filteredOn(line -> line.contains(" holds ")).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void areJudgedAsByOthers(String line) {
        List<String> fields = List.of(line.split(" ", -1));

        assertThat(holds(fields)).isEqualTo(fields.get(1).equals("holds"));
    }

    static Stream<String> proofs() {
        try (InputStream file = PublishedProofsTest.class.getResourceAsStream(FILE)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean holds(List<String> fields) {
        try {
            long first = Long.parseLong(fields.get(2));
            Hash hash = hash(fields.get(3));
            TreeHead newer = new TreeHead(Long.parseLong(fields.get(4)), hash(fields.get(5)));
            List<Hash> path = fields.get(6).equals(NONE)
                    ? List.of()
                    : Arrays.stream(fields.get(6).split(",", -1))
                            .map(PublishedProofsTest::hash)
                            .toList();
            ProofVerdict verdict = fields.getFirst().startsWith("inclusion/")
                    ? new InclusionProof(first, path).check(hash, newer)
                    : new ConsistencyProof(path).check(new TreeHead(first, hash), newer);
            return verdict == ProofVerdict.HOLDS;
        } catch (IllegalArgumentException e) {
            return false; // Not even a size or a hash.
        }
    }

    private static Hash hash(String base64) {
        return Hash.of(base64.equals(NONE) ? new byte[0] : Base64.getDecoder().decode(base64));
    }
}
