package org.deviceonboarding.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {
    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    @Test
    void readsWhatItWrites() {
        assertThat(VerifierKey.parse(PETER)).hasToString(PETER);
        assertThat(VerifierKey.parse(PETER)).isEqualTo(Notes.PETER).isNotEqualTo(Notes.ENOCH);
    }

    @Test
    void refusesEveryPart() {
        for (int start = 0; start <= PETER.length(); start++) {
            for (int end = start; end <= PETER.length(); end++) {
                if (end - start < PETER.length()) {
                    assertRefused(PETER.substring(start, end));
                }
            }
        }
    }

    @Test
    void refusesEveryOtherCharacter() {
        for (int i = 0; i < PETER.length(); i++) {
            StringBuilder other = new StringBuilder(PETER);
            other.setCharAt(i, (char) (PETER.charAt(i) + 1));
            assertRefused(other.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // With ids to match, as in golang.org/x/mod/sumdb/note: a key that is too long, an algorithm nobody
                // knows.
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
                // All bits set, which is no point of the curve.
                "PeterNeumann+c74f20a3+Af//////////////////////////////////////////"
            })
    void refusesWhatItWouldNotWrite(String text) {
        assertRefused(text);
    }

    private static void assertRefused(String text) {
        assertThatIllegalArgumentException().as(text).isThrownBy(() -> VerifierKey.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\nb", "a\u00a0b", "a\u2028b", "a\u0085b", "a\tb", "\ud83d"})
    void hasNoNameThatANoteCannotHave(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new VerifierKey(name, Notes.PETER.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "X25519"})
    void isOfNoOtherAlgorithm(String algorithm) throws GeneralSecurityException {
        PublicKey key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();

        assertThatIllegalArgumentException().isThrownBy(() -> new VerifierKey("a", key));
    }
}
