package org.deviceonboarding.pki;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Uses Amazon's Corretto Crypto Provider if it is on the class path and its library loads. Otherwise the platform's own providers
 * do the same work, and check P-256 signatures several times slower.
 *
 * <p>It is asked by name for RSA and EC and never registered, so nothing else in the process changes.
 */
public final class NativeCrypto {
    private static final Optional<Provider> PROVIDER =
            load("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");

    private NativeCrypto() {}

    /** The name of the provider of RSA and EC keys and signatures, for people to see. */
    public static String name() {
        return PROVIDER.map(Provider::getName).orElse("the platform's own");
    }

    static KeyPairGenerator generator(String algorithm) throws NoSuchAlgorithmException {
        return supports(algorithm)
                ? KeyPairGenerator.getInstance(algorithm, PROVIDER.orElseThrow())
                : KeyPairGenerator.getInstance(algorithm);
    }

    /** The provider to sign with, if the key is one of its kind. */
    static Optional<Provider> signer(PrivateKey key) {
        return supports(key.getAlgorithm()) ? PROVIDER : Optional.empty();
    }

    /** The provider to check signatures with, if the key is one of its kind. */
    static Optional<Provider> verifier(PublicKey key) {
        return supports(key.getAlgorithm()) ? PROVIDER : Optional.empty();
    }

    /** The same key in the provider's own form, which it otherwise makes anew for each signature. */
    static PrivateKey translate(PrivateKey key) {
        if (!supports(key.getAlgorithm())) {
            return key;
        }
        try {
            return (PrivateKey) KeyFactory.getInstance(key.getAlgorithm(), PROVIDER.orElseThrow())
                    .translateKey(key);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(name() + " does not take the key", e);
        }
    }

    private static boolean supports(String algorithm) {
        return PROVIDER.isPresent() && (algorithm.equals("RSA") || algorithm.equals("EC"));
    }

    static Optional<Provider> load(String className) {
        try {
            var provider =
                    (Provider) Class.forName(className).getField("INSTANCE").get(null);
            // Without its library it stands there empty.
            return Optional.of(provider).filter(p -> p.getService("Signature", "SHA256withECDSA") != null);
        } catch (ReflectiveOperationException | LinkageError | ProviderException e) {
            return Optional.empty();
        }
    }
}
