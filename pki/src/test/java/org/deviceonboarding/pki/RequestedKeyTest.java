package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A public key to be certified")
class RequestedKeyTest {
    @ParameterizedTest
    @EnumSource
    void isReadFromPem(KeyAlgorithm algorithm) throws Exception {
        PublicKey key = algorithm.generate(Sample.RANDOM).getPublic();

        assertThat(RequestedKey.parse(pem(key.getEncoded()))).isEqualTo(new RequestedKey(key, algorithm));
    }

    static Stream<String> noKeys() throws Exception {
        KeyPair pair = KeyAlgorithm.EC_P256.generate(Sample.RANDOM);
        byte[] der = pair.getPublic().getEncoded();
        byte[] trailing = java.util.Arrays.copyOf(der, der.length + 1);
        byte[] offCurve = der.clone();
        offCurve[der.length - 1] ^= 1;
        return Stream.of(
                "",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n=A==\n-----END PUBLIC KEY-----",
                pem(der) + pem(der),
                "x" + pem(der),
                pem(der).replace("PUBLIC", "PRIVATE"),
                pem(pair.getPrivate().getEncoded()),
                pem(trailing),
                pem(offCurve),
                pem(der) + " ".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void isRefusedIfItIsNone(String text) {
        assertThatThrownBy(() -> RequestedKey.parse(text)).isInstanceOf(InvalidCertificateRequest.class);
    }

    @Test
    void isRefusedIfItIsOfAnotherKind() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024, Sample.RANDOM);
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp384r1"), Sample.RANDOM);
        for (KeyPairGenerator generator : new KeyPairGenerator[] {rsa, ec}) {
            String pem = pem(generator.generateKeyPair().getPublic().getEncoded());

            assertThatThrownBy(() -> RequestedKey.parse(pem))
                    .isInstanceOf(InvalidCertificateRequest.class)
                    .hasMessageContaining("one of rsa-2048, rsa-3072, ec-p256, ed25519");
        }
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }
}
