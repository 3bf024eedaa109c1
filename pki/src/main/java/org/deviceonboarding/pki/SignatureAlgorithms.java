package org.deviceonboarding.pki;

import java.security.Key;
import java.security.interfaces.ECKey;

/** Chooses the signature algorithm of a CA by its key: private, or public, as that of a private key that shows nothing of itself. */
final class SignatureAlgorithms {
    private SignatureAlgorithms() {}

    /** @throws IllegalArgumentException if the key is not RSA, EC or Ed25519 */
    static String of(Key key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA%dwithECDSA".formatted(digestBits(key));
            case "EdDSA", "Ed25519" -> "Ed25519";
            default -> throw new IllegalArgumentException("A CA key is RSA, EC or Ed25519, got: " + key.getAlgorithm());
        };
    }

    private static int digestBits(Key key) {
        int order = key instanceof ECKey ec ? ec.getParams().getOrder().bitLength() : 256;
        return order <= 256 ? 256 : order <= 384 ? 384 : 512;
    }
}
