package org.deviceonboarding.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** A key that a provider of this JVM uses. */
final class MemoryKey implements CaKey {
    private final PrivateKey key;
    private final String algorithm;
    private final @Nullable Provider provider;
    private final SecureRandom random;

    /**
     * @param algorithm of its signatures
     * @param provider the only one that can use the key, or null for any of the platform's
     */
    MemoryKey(PrivateKey key, String algorithm, @Nullable Provider provider, SecureRandom random) {
        this.key = key;
        this.algorithm = algorithm;
        this.provider = provider;
        this.random = random;
    }

    /** A key in this process's memory. */
    static MemoryKey of(PrivateKey key, SecureRandom random) {
        return new MemoryKey(
                NativeCrypto.translate(key),
                SignatureAlgorithms.of(key),
                NativeCrypto.signer(key).orElse(null),
                random);
    }

    @Override
    public String algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature =
                    provider == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, provider);
            signature.initSign(key, random);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new SigningFailed(e);
        }
    }

    @Override
    public String toString() {
        return "MemoryKey[" + key.getAlgorithm() + "]";
    }
}
