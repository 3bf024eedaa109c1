package org.deviceonboarding.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The public key somebody wants certified, of an accepted algorithm and sound. */
record RequestedKey(PublicKey publicKey, KeyAlgorithm algorithm) {
    private static final Map<ASN1ObjectIdentifier, String> TYPES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519");
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);
    // Larger exponents are legal, slow, and refused by common TLS stacks.
    private static final int MOST_EXPONENT_BITS = 32;

    static RequestedKey of(SubjectPublicKeyInfo info) throws InvalidCertificateRequest {
        String type = TYPES.get(info.getAlgorithm().getAlgorithm());
        if (type == null) {
            throw unaccepted();
        }
        PublicKey key = decoded(type, info);
        KeyAlgorithm algorithm = KeyAlgorithm.of(key).orElseThrow(RequestedKey::unaccepted);
        if (!isSound(key)) {
            throw new InvalidCertificateRequest("The public key of the certificate request is weak or invalid");
        }
        return new RequestedKey(key, algorithm);
    }

    private static PublicKey decoded(String type, SubjectPublicKeyInfo info) throws InvalidCertificateRequest {
        try {
            return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidCertificateRequest("The public key of the certificate request cannot be read", e);
        }
    }

    private static boolean isSound(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().testBit(0) && isSoundExponent(rsa.getPublicExponent());
            case ECPublicKey ec -> isOnCurve(ec);
            default -> true;
        };
    }

    private static boolean isSoundExponent(BigInteger exponent) {
        return exponent.testBit(0)
                && exponent.compareTo(LEAST_EXPONENT) >= 0
                && exponent.bitLength() <= MOST_EXPONENT_BITS;
    }

    // With a cofactor of 1 a point on the curve is in the right group too.
    private static boolean isOnCurve(ECPublicKey ec) {
        EllipticCurve curve = ec.getParams().getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = ec.getW().getAffineX();
        BigInteger y = ec.getW().getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.max(y).compareTo(p) < 0 && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    private static InvalidCertificateRequest unaccepted() {
        return new InvalidCertificateRequest(Arrays.stream(KeyAlgorithm.values())
                .map(KeyAlgorithm::wireName)
                .collect(Collectors.joining(", ", "The key of a certificate request is one of ", "")));
    }
}
