package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A public key to be certified")
class RequestedKeyTest {
    @ParameterizedTest
    @EnumSource
    void isReadFromPem(KeyAlgorithm algorithm) throws Exception {
        PublicKey key = algorithm.generate(TestCa.RANDOM).getPublic();

        assertThat(RequestedKey.parse(pem(key.getEncoded()))).isEqualTo(new RequestedKey(key, algorithm));
    }

    static Stream<String> noKeys() throws Exception {
        KeyPair pair = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM);
        byte[] der = pair.getPublic().getEncoded();
        byte[] trailing = Arrays.copyOf(der, der.length + 1);
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
        rsa.initialize(1024, TestCa.RANDOM);
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp384r1"), TestCa.RANDOM);
        for (KeyPairGenerator generator : new KeyPairGenerator[] {rsa, ec}) {
            String pem = pem(generator.generateKeyPair().getPublic().getEncoded());

            assertThatThrownBy(() -> RequestedKey.parse(pem))
                    .isInstanceOf(InvalidCertificateRequest.class)
                    .hasMessageContaining("one of rsa-2048, rsa-3072, ec-p256, ed25519");
        }
    }

    /** Every point of small order, in each encoding that some library reads (RFC 8032 section 5.1.7). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void isRefusedIfItsPointIsOfSmallOrderOrNone(String point) {
        byte[] der = HexFormat.of().parseHex("302a300506032b6570032100" + point);

        assertThatThrownBy(() -> RequestedKey.parse(pem(der))).isInstanceOf(InvalidCertificateRequest.class);
    }

    @Test
    void isRefusedIfItsPointHasAPartOfSmallOrder() {
        // A good key plus the point of order two: (-x, -y) is of the group's order times two.
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        byte[] good = KeyAlgorithm.ED25519.generate(TestCa.RANDOM).getPublic().getEncoded();
        byte[] reversed = reversed(Arrays.copyOfRange(good, good.length - 32, good.length));
        boolean sign = reversed[0] < 0;
        reversed[0] &= 0x7f;
        BigInteger y = p.subtract(new BigInteger(1, reversed));
        byte[] negated = reversed(BigIntegers.asUnsignedByteArray(32, y));
        negated[31] |= (byte) (sign ? 0 : 0x80);
        byte[] mixed = good.clone();
        System.arraycopy(negated, 0, mixed, good.length - 32, 32);

        assertThatThrownBy(() -> RequestedKey.parse(pem(mixed)))
                .isInstanceOf(InvalidCertificateRequest.class)
                .hasMessage("The public key is weak or invalid");
    }

    @Test
    void isRefusedIfItsPointIsAtInfinity() {
        byte[] der = HexFormat.of().parseHex("3019301306072a8648ce3d020106082a8648ce3d03010703020000");

        assertThatThrownBy(() -> RequestedKey.parse(pem(der)))
                .isInstanceOf(InvalidCertificateRequest.class)
                .hasMessage("The public key cannot be read");
    }

    @Test
    void isRefusedInNoTimeIfItIsFarTooLarge() throws Exception {
        var huge = new RSAPublicKeySpec(BigInteger.ONE.shiftLeft(16_383).setBit(0), BigInteger.valueOf(65537));
        byte[] der = KeyFactory.getInstance("RSA").generatePublic(huge).getEncoded();

        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> RequestedKey.parse(pem(der)))
                        .isInstanceOf(InvalidCertificateRequest.class)
                        .hasMessageContaining("one of rsa-2048"));
    }

    private static byte[] reversed(byte[] bytes) {
        return org.bouncycastle.util.Arrays.reverse(bytes);
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }
}
