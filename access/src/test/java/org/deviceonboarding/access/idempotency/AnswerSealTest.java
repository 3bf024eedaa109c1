package org.deviceonboarding.access.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sealed answer")
class AnswerSealTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final IdempotencySecret SECRET = new IdempotencySecret(new byte[32]);
    private static final byte[] ANSWER = "the password is secret".getBytes(UTF_8);

    @Test
    void opensForTheSameCallerWithTheSameKey() {
        assertThat(seal("ada", "key-0000000000001", "row").open(sealed())).contains(ANSWER);
    }

    @Test
    void opensForNobodyElseAndInNoOtherPlace() {
        assertThat(seal("ada", "key-0000000000002", "row").open(sealed())).isEmpty();
        assertThat(seal("bob", "key-0000000000001", "row").open(sealed())).isEmpty();
        assertThat(seal("ada", "key-0000000000001", "another row").open(sealed()))
                .isEmpty();
    }

    @Test
    void noticesEveryChange() {
        byte[] sealed = sealed();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(seal("ada", "key-0000000000001", "row").open(changed)).isEmpty();
        }
        assertThat(seal("ada", "key-0000000000001", "row").open(new byte[3])).isEmpty();
    }

    @Test
    void neverLooksTheSame() {
        assertThat(sealed()).isNotEqualTo(sealed());
        assertThat(new String(sealed(), UTF_8)).doesNotContain("secret");
    }

    private static byte[] sealed() {
        return seal("ada", "key-0000000000001", "row").seal(ANSWER);
    }

    private static AnswerSeal seal(String caller, String key, String row) {
        return new AnswerSeal(SECRET.derive("answer", caller, key), row, RANDOM);
    }
}
