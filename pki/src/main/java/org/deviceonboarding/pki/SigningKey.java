package org.deviceonboarding.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A CA's private key, in memory or on a token.
 *
 * @param provider the only one that can use the key, or null for any of the platform's
 */
record SigningKey(PrivateKey key, @Nullable Provider provider, SecureRandom random) {
    /** A key in this process's memory. */
    static SigningKey inMemory(PrivateKey key, SecureRandom random) {
        return new SigningKey(
                NativeCrypto.translate(key), NativeCrypto.signer(key).orElse(null), random);
    }

    ContentSigner signer() {
        try {
            var builder = new JcaContentSignerBuilder(algorithm()).setSecureRandom(random);
            return (provider == null ? builder : builder.setProvider(provider)).build(key);
        } catch (OperatorCreationException e) {
            throw new SigningFailed(e);
        }
    }

    boolean matches(PublicKey publicKey) {
        byte[] probe = new byte[32];
        random.nextBytes(probe);
        try {
            Signature signature = provider == null
                    ? Signature.getInstance(algorithm())
                    : Signature.getInstance(algorithm(), provider);
            signature.initSign(key, random);
            signature.update(probe);
            byte[] signed = signature.sign();

            Signature verification = Signature.getInstance(algorithm());
            verification.initVerify(publicKey);
            verification.update(probe);
            return verification.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String algorithm() {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA%dwithECDSA".formatted(digestBits());
            case "EdDSA", "Ed25519" -> "Ed25519";
            default -> throw new IllegalArgumentException("A CA key is RSA, EC or Ed25519, got: " + key.getAlgorithm());
        };
    }

    private int digestBits() {
        int order = key instanceof ECKey ec ? ec.getParams().getOrder().bitLength() : 256;
        return order <= 256 ? 256 : order <= 384 ? 384 : 512;
    }

    @Override
    public String toString() {
        return "SigningKey[" + key.getAlgorithm() + "]";
    }
}
