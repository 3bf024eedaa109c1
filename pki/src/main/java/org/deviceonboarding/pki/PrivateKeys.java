package org.deviceonboarding.pki;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Encodes private keys as PKCS#8 (RFC 5958). */
final class PrivateKeys {
    private PrivateKeys() {}

    static byte[] encode(KeyPair pair) {
        PrivateKey key = pair.getPrivate();
        byte[] der = key.getEncoded();
        if (der == null) {
            throw new IllegalArgumentException("The private key does not leave its token");
        }
        return key instanceof ECPrivateKey ec ? withPublicKey(ec, der, pair) : der;
    }

    // The platform leaves the public key out of an EC key (RFC 5915 section 3), and GnuTLS does not read it then.
    private static byte[] withPublicKey(ECPrivateKey key, byte[] der, KeyPair pair) {
        try {
            PrivateKeyInfo bare = PrivateKeyInfo.getInstance(der);
            var publicKey = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
            var whole = new org.bouncycastle.asn1.sec.ECPrivateKey(
                    key.getParams().getOrder().bitLength(), key.getS(), publicKey.getPublicKeyData(), null);
            return new PrivateKeyInfo(bare.getPrivateKeyAlgorithm(), whole).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("A private key cannot be encoded", e);
        }
    }
}
