package org.deviceonboarding.pki;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Recognizes RSA keys from a broken library of Infineon's chips (CVE-2017-15361, ROCA). Their primes, and so their moduli, are
 * powers of 65537 modulo a product of small primes. Of 2^153 other moduli one is too.
 */
final class RocaCheck {
    private static final int LARGEST = 167; // the product that keys of all sizes have in common
    private static final List<BigInteger> PRIMES = IntStream.rangeClosed(2, LARGEST)
            .mapToObj(BigInteger::valueOf)
            .filter(number -> number.isProbablePrime(30))
            .toList();
    private static final BigInteger PRODUCT = PRIMES.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    private static final BigInteger GENERATOR = BigInteger.valueOf(65537);
    private static final BigInteger ORDER =
            PRIMES.stream().map(RocaCheck::order).reduce(BigInteger.ONE, RocaCheck::lcm);
    private static final List<Part> PARTS = parts();

    private RocaCheck() {}

    /** A number has a logarithm if it has one in each part of the group whose order is the power of a prime. */
    static boolean isOf(BigInteger modulus) {
        return modulus.modPow(ORDER, PRODUCT).equals(BigInteger.ONE)
                && PARTS.stream().allMatch(part -> part.holds(modulus));
    }

    private record Part(BigInteger cofactor, Set<BigInteger> elements) {
        static Part of(int primePower) {
            BigInteger cofactor = ORDER.divide(BigInteger.valueOf(primePower));
            BigInteger generator = GENERATOR.modPow(cofactor, PRODUCT);
            Set<BigInteger> elements = new HashSet<>();
            for (BigInteger element = generator; elements.add(element); ) {
                element = element.multiply(generator).mod(PRODUCT);
            }
            return new Part(cofactor, elements);
        }

        boolean holds(BigInteger number) {
            return elements.contains(number.modPow(cofactor, PRODUCT));
        }
    }

    private static BigInteger order(BigInteger prime) {
        BigInteger power = GENERATOR.mod(prime);
        int order = 1;
        for (; !power.equals(BigInteger.ONE); order++) {
            power = power.multiply(GENERATOR).mod(prime);
        }
        return BigInteger.valueOf(order);
    }

    private static List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (BigInteger prime : PRIMES) {
            int power = 1;
            for (BigInteger rest = ORDER; rest.mod(prime).signum() == 0; rest = rest.divide(prime)) {
                power *= prime.intValue();
            }
            if (power > 1) {
                parts.add(Part.of(power));
            }
        }
        return List.copyOf(parts);
    }

    private static BigInteger lcm(BigInteger a, BigInteger b) {
        return a.divide(a.gcd(b)).multiply(b);
    }
}
