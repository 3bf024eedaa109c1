package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An RSA key")
class RsaSoundnessTest {
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final Random DICE = new Random(13); // the same keys in each run
    // One of the moduli that the finders of CVE-2017-15361 publish for testing detectors.
    private static final BigInteger ROCA = new BigInteger("""
            9dcd7420e420c270a68060eb8b5aa7457a9f6648f86fafed2775cc1f79ae962f1e63f1b9e51c55f9ea6fdc7332e9b005\
            8c9ff2eb1fc89855029cf6aafe21e689feb38ac9ffb12f1ce371bb5d0e9aae64161abce74b4244bf68f1edb4411f756a\
            097c8929c14740245ea355f8332d1aa36bb50c7dcb4505da8de02e4e53d38f8df06097da7524df0df93db48eac8cc4af\
            2d3a16257eb2b2adca6ba464e5974fa92550d31b1babf161e7692d00b86e3dd886ecab4abfbe1a8f8cc263ff4af55cdb\
            45f4249a5193925f5e983d762f0b6800943eb0267b08f42ed311ce1f5c86eacbc8ce4d3cb7a2fee1ef5641423a1cf411\
            4e5ecf50034a60a412523af9e6f4aa11""", 16);

    @ParameterizedTest
    @ValueSource(strings = {"RSA_2048", "RSA_3072"})
    void isSoundAsTheyAreMadeEverywhere(KeyAlgorithm algorithm) {
        for (int i = 0; i < 5; i++) {
            var key = (RSAPublicKey) algorithm.generate(TestCa.RANDOM).getPublic();

            assertThat(RsaSoundness.isSound(key.getModulus(), key.getPublicExponent()))
                    .as(key.toString())
                    .isTrue();
        }
    }

    @Test
    void isSoundForAnyTwoPrimesThatAreFarApart() {
        for (int i = 0; i < 40; i++) {
            BigInteger modulus = prime(256).multiply(prime(256));

            assertThat(RsaSoundness.isSound(modulus, F4)).as(modulus.toString()).isTrue();
        }
    }

    @Test
    void isWeakIfItsModulusIsPrime() {
        assertWeak(prime(2048));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 743, 751, 757, 32749, 65521})
    void isWeakIfItsModulusHasASmallFactor(int factor) {
        assertWeak(BigInteger.valueOf(factor).multiply(prime(1000)).multiply(prime(1024)));
    }

    @Test
    void isWeakIfItsModulusIsEven() {
        assertWeak(prime(1024).multiply(prime(1024)).clearBit(0));
    }

    @Test
    void isWeakIfItsModulusIsAPowerOfOnePrime() {
        assertWeak(prime(1024).pow(2));
        assertWeak(prime(683).pow(3));
        assertWeak(prime(410).pow(5));
    }

    @Test
    void isWeakIfItsPrimesAreClose() {
        BigInteger prime = prime(1024);
        BigInteger next = prime.nextProbablePrime();

        assertWeak(prime.multiply(next));
        assertWeak(prime.multiply(prime.add(BigInteger.ONE.shiftLeft(510)).nextProbablePrime()));
    }

    @Test
    void isWeakIfAChipWithTheBrokenLibraryMadeIt() {
        assertWeak(ROCA);
        assertThat(RocaCheck.isOf(ROCA)).isTrue();
        assertThat(RocaCheck.isOf(ROCA.add(BigInteger.TWO))).isFalse();
    }

    @Test
    void isWeakIfItsPrimesAreMadeAsThatLibraryMakesThem() {
        BigInteger product = IntStream.rangeClosed(2, 701) // of the first 126 primes, as for 2048 bits
                .mapToObj(BigInteger::valueOf)
                .filter(number -> number.isProbablePrime(30))
                .reduce(BigInteger.ONE, BigInteger::multiply);
        BigInteger modulus = marked(product).multiply(marked(product));

        assertThat(RocaCheck.isOf(modulus)).isTrue();
        assertWeak(modulus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "17", "65535", "65536", "65538"})
    void isWeakIfItsExponentIsEvenOrTooSmall(BigInteger exponent) {
        assertThat(RsaSoundness.isSound(prime(1024).multiply(prime(1024)), exponent))
                .isFalse();
    }

    @Test
    void mayHaveAnExponentFrom65537ToBelow256Bits() {
        BigInteger modulus = prime(1024).multiply(prime(1024));
        BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

        assertThat(RsaSoundness.isSound(modulus, F4)).isTrue();
        assertThat(RsaSoundness.isSound(modulus, most)).isTrue();
        assertThat(RsaSoundness.isSound(modulus, most.add(BigInteger.TWO))).isFalse();
    }

    private static void assertWeak(BigInteger modulus) {
        assertThat(RsaSoundness.isSound(modulus, F4)).as(modulus.toString()).isFalse();
    }

    private static BigInteger prime(int bits) {
        return BigInteger.probablePrime(bits, DICE);
    }

    private static BigInteger marked(BigInteger product) {
        BigInteger mark = F4.modPow(new BigInteger(60, DICE), product);
        int bits = 1024 - product.bitLength();
        BigInteger prime;
        do {
            prime = new BigInteger(bits, DICE).multiply(product).add(mark);
        } while (!prime.isProbablePrime(50));
        return prime;
    }
}
