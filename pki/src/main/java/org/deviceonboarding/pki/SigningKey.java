package org.deviceonboarding.pki;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.jspecify.annotations.Nullable;

/** A CA's key that remembers whether it signed when it was last asked. */
final class SigningKey {
    private final CaKey key;
    private final SecureRandom random;
    private final InstantSource clock;
    private final AlgorithmIdentifier algorithm;
    private volatile Instant asked = Instant.MIN;
    private volatile @Nullable Instant failingSince;

    SigningKey(CaKey key, SecureRandom random, InstantSource clock) {
        this.key = key;
        this.random = random;
        this.clock = clock;
        this.algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find(key.algorithm());
    }

    /** A key in this process's memory. */
    static SigningKey inMemory(PrivateKey key, SecureRandom random, InstantSource clock) {
        return new SigningKey(MemoryKey.of(key, random), random, clock);
    }

    /** For what states the algorithm, as a certificate and a CRL do twice. */
    AlgorithmIdentifier algorithm() {
        return algorithm;
    }

    SecureRandom random() {
        return random;
    }

    /** When the key was last asked to sign. */
    Instant asked() {
        return asked;
    }

    /** Since when the key has not signed; empty if it did when it was last asked. */
    Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** @throws SigningFailed if the key does not sign */
    byte[] sign(byte[] message) {
        asked = clock.instant();
        try {
            byte[] signature = key.sign(message);
            failingSince = null;
            return signature;
        } catch (SigningFailed e) {
            if (failingSince == null) {
                failingSince = asked;
            }
            throw e;
        }
    }

    ContentSigner signer() {
        return new Buffered();
    }

    /**
     * Whether the key belongs to a public key: it signs something that the other one verifies.
     *
     * @throws SigningFailed if the key does not sign
     */
    boolean matches(PublicKey publicKey) {
        byte[] probe = new byte[32];
        random.nextBytes(probe);
        return verifies(publicKey, key.algorithm(), probe, sign(probe));
    }

    static boolean verifies(PublicKey publicKey, String algorithm, byte[] message, byte[] signed) {
        try {
            Signature verification = Signature.getInstance(algorithm);
            verification.initVerify(publicKey);
            verification.update(message);
            return verification.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Hands the key what Bouncy Castle wrote, in one piece. */
    private final class Buffered implements ContentSigner {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        @Override
        public OutputStream getOutputStream() {
            return message;
        }

        @Override
        public byte[] getSignature() {
            return sign(message.toByteArray());
        }
    }
}
