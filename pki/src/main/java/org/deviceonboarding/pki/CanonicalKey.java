package org.deviceonboarding.pki;

import java.io.IOException;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECCurve;

/**
 * Encodes public keys in one canonical form, so that equal keys have equal bytes: RSA with NULL as its
 * parameters (RFC 3279 section 2.3.1), a point of P-256 uncompressed (RFC 5480 section 2.2), Ed25519 without parameters
 * (RFC 8410 section 3).
 */
public final class CanonicalKey {
    static final ECCurve P256 = NISTNamedCurves.getByName("P-256").getCurve();

    private CanonicalKey() {}

    /** The canonical SubjectPublicKeyInfo as DER. Keys of kinds that get no certificate keep their encoding. */
    public static byte[] of(PublicKey key) {
        try {
            return of(SubjectPublicKeyInfo.getInstance(key.getEncoded())).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalArgumentException("A public key without an encoding", e);
        }
    }

    /** @throws IllegalArgumentException if the key is no point of its curve */
    static SubjectPublicKeyInfo of(SubjectPublicKeyInfo info) throws IOException {
        AlgorithmIdentifier kind = info.getAlgorithm();
        if (kind.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    RSAPublicKey.getInstance(info.parsePublicKey()));
        }
        if (kind.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && SECObjectIdentifiers.secp256r1.equals(kind.getParameters())) {
            byte[] point = info.getPublicKeyData().getOctets();
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                    P256.decodePoint(point).getEncoded(false));
        }
        if (kind.getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)) {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                    info.getPublicKeyData().getOctets());
        }
        return info;
    }
}
