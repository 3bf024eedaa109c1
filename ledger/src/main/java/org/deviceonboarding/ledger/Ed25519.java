package org.deviceonboarding.ledger;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Converts Ed25519 public keys to and from the 32 bytes of RFC 8032 section 5.1.5. */
final class Ed25519 {
    static final int KEY_LENGTH = 32;

    private static final String NAME = "Ed25519";

    // What comes before those bytes in a SubjectPublicKeyInfo (RFC 8410 section 4).
    private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** @throws IllegalArgumentException if the bytes are no public key */
    static PublicKey publicKey(byte[] raw) {
        byte[] info = Arrays.copyOf(INFO, INFO.length + raw.length);
        System.arraycopy(raw, 0, info, INFO.length, raw.length);
        try {
            PublicKey key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(info));
            // Only now does it show whether this is a point of the curve.
            Signature.getInstance(NAME).initVerify(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is not an Ed25519 public key", e);
        }
    }

    /** @throws IllegalArgumentException if the key has another algorithm */
    static byte[] raw(PublicKey key) {
        byte[] info = key.getEncoded();
        if (info == null
                || info.length != INFO.length + KEY_LENGTH
                || !Arrays.equals(info, 0, INFO.length, INFO, 0, INFO.length)) {
            throw new IllegalArgumentException("This is not an Ed25519 public key");
        }
        return Arrays.copyOfRange(info, INFO.length, info.length);
    }

    static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(NAME);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform of this version has Ed25519", e);
        }
    }
}
