package org.deviceonboarding.pki;

/**
 * The private key of a CA, wherever it is: in memory, on a token, or in a key service that never gives it away. Safe for use by many
 * threads.
 */
public interface CaKey {
    /** The name of the signature algorithm in the JDK, such as {@code SHA256withECDSA}. */
    String algorithm();

    /**
     * Signs.
     *
     * @param message the whole of it; the algorithm's digest is made by the key
     * @return the signature as X.509 has it; ECDSA: r and s in DER (RFC 3279 section 2.2.3)
     * @throws SigningFailed if the key does not sign, for example because it cannot be reached
     */
    byte[] sign(byte[] message);
}
