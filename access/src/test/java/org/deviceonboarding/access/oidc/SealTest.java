package org.deviceonboarding.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A seal")
class SealTest {
    private final Seal seal = new Seal(new byte[32], new SecureRandom());

    @Test
    void opensWhatItClosed() {
        String closed = seal.close("state");

        assertThat(closed).matches("[A-Za-z0-9_-]+").isNotEqualTo(seal.close("state"));
        assertThat(seal.open(closed)).contains("state");
    }

    @Test
    void isNotOpenedByAnotherKeyOrAfterAChange() {
        String closed = seal.close("state");
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(new Seal(other, new SecureRandom()).open(closed)).isEmpty();
        char first = closed.charAt(0) == 'A' ? 'B' : 'A';
        assertThat(seal.open(first + closed.substring(1))).isEmpty();
        assertThat(seal.open(closed.substring(0, closed.length() - 4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "....", "AAAAAAAAAAAAAAAAAAAA"})
    void isNotMadeByAnybodyElse(String text) {
        assertThat(seal.open(text)).isEmpty();
    }
}
