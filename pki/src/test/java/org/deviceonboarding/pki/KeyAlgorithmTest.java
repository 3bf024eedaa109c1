package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A key algorithm")
class KeyAlgorithmTest {
    @ParameterizedTest
    @EnumSource
    void recognizesTheKeysItMakes(KeyAlgorithm algorithm) {
        KeyPair pair = algorithm.generate(TestCa.RANDOM);

        assertThat(KeyAlgorithm.of(pair.getPublic())).contains(algorithm);
        assertThat(SigningKey.inMemory(pair.getPrivate(), TestCa.RANDOM, InstantSource.system())
                        .matches(pair.getPublic()))
                .isTrue();
    }

    @Test
    void usesTheExponentThatEveryDeviceKnows() {
        RSAPublicKey key =
                (RSAPublicKey) KeyAlgorithm.RSA_2048.generate(TestCa.RANDOM).getPublic();

        assertThat(key.getPublicExponent()).isEqualTo(65537);
    }

    @ParameterizedTest
    @CsvSource({"RSA,1024", "RSA,2056", "DSA,2048", "DH,2048", "EC,secp384r1", "Ed448,", "X25519,"})
    void disownsAnyOtherKey(String type, String shape) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (type.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(shape));
        } else if (shape != null) {
            generator.initialize(Integer.parseInt(shape));
        }

        assertThat(KeyAlgorithm.of(generator.generateKeyPair().getPublic())).isEmpty();
    }

    @Test
    void isFoundByTheNameOperatorsUse() {
        assertThat(Arrays.stream(KeyAlgorithm.values()).map(KeyAlgorithm::wireName))
                .containsExactly("rsa-2048", "rsa-3072", "ec-p256", "ed25519")
                .allSatisfy(name -> assertThat(
                                KeyAlgorithm.named(name).orElseThrow().wireName())
                        .isEqualTo(name));
        assertThat(KeyAlgorithm.named("RSA-2048")).isEmpty();
    }
}
