package org.deviceonboarding.pki;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Finds weak RSA keys from the public key (NIST SP 800-89 section 5.3.3). It misses most weak keys, but a key that it refuses is
 * weak. The cost of each test is bounded, whatever the key.
 */
final class RsaSoundness {
    private static final int LEAST_EXPONENT_BITS = 17; // FIPS 186-5 section 5.1: 2^16 < e < 2^256
    private static final int MOST_EXPONENT_BITS = 256;
    private static final int SMALL = 1 << 16;
    private static final int FERMAT_ROUNDS = 100;

    private static final BigInteger SMALL_PRIMES = productOfSmallPrimes();

    private RsaSoundness() {}

    static boolean isSound(BigInteger modulus, BigInteger exponent) {
        return modulus.testBit(0)
                && isSoundExponent(exponent)
                && !hasSmallFactor(modulus)
                && !hasCloseFactors(modulus)
                && !RocaCheck.isOf(modulus)
                && hasSeveralFactors(modulus);
    }

    // An exponent of 3 or 17 breaks with the paddings that old TLS stacks use: the standards ended it, and so do we.
    private static boolean isSoundExponent(BigInteger exponent) {
        return exponent.testBit(0)
                && exponent.bitLength() >= LEAST_EXPONENT_BITS
                && exponent.bitLength() <= MOST_EXPONENT_BITS;
    }

    private static boolean hasSmallFactor(BigInteger modulus) {
        return !SMALL_PRIMES.mod(modulus).gcd(modulus).equals(BigInteger.ONE);
    }

    /** Fermat's factorisation finds primes that share most of their upper half at once, and equal ones in no round at all. */
    private static boolean hasCloseFactors(BigInteger modulus) {
        BigInteger[] root = modulus.sqrtAndRemainder();
        if (root[1].signum() == 0) {
            return true;
        }
        BigInteger a = root[0];
        BigInteger difference = root[1].negate(); // a^2 - modulus
        for (int round = 0; round < FERMAT_ROUNDS; round++) {
            difference = difference.add(a.shiftLeft(1)).add(BigInteger.ONE);
            a = a.add(BigInteger.ONE);
            if (isSquare(difference)) {
                return true;
            }
        }
        return false;
    }

    // Squares are 0, 1, 4, 9, 16, 17, 25, 33, 36, 41, 49 or 57 modulo 64: most others need no root.
    private static boolean isSquare(BigInteger number) {
        return (0x0202021202030213L >>> (number.longValue() & 63) & 1) == 1
                && number.sqrtAndRemainder()[1].signum() == 0;
    }

    /**
     * Neither a prime, of which everybody knows the private key, nor a power of one: for those, 2^n and 2 are equal modulo the
     * prime (Fermat). For a product of two primes made at random they are not, but with a chance that is negligible.
     */
    private static boolean hasSeveralFactors(BigInteger modulus) {
        return BigInteger.TWO
                .modPow(modulus, modulus)
                .subtract(BigInteger.TWO)
                .gcd(modulus)
                .equals(BigInteger.ONE);
    }

    private static BigInteger productOfSmallPrimes() {
        BitSet composite = new BitSet(SMALL);
        for (int i = 3; i * i < SMALL; i += 2) {
            if (!composite.get(i)) {
                for (int multiple = i * i; multiple < SMALL; multiple += 2 * i) {
                    composite.set(multiple);
                }
            }
        }
        return IntStream.iterate(3, i -> i < SMALL, i -> i + 2)
                .filter(i -> !composite.get(i))
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }
}
