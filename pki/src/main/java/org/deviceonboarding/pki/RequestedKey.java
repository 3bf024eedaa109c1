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
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The public key somebody wants certified, of an accepted algorithm and sound. */
public record RequestedKey(PublicKey publicKey, KeyAlgorithm algorithm) {
    private static final int MAX_CHARACTERS = 4 * 1024;
    private static final Pattern ONE_BLOCK =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final Map<ASN1ObjectIdentifier, String> TYPES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519");
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);
    // Larger exponents are legal, slow, and refused by common TLS stacks.
    private static final int MOST_EXPONENT_BITS = 32;

    /**
     * Reads and checks a key that comes without a proof of possession: whoever sends it must be trusted to hold it.
     *
     * @param pem exactly one PEM block (RFC 7468 section 13) and nothing around it, at most 4 KiB
     * @throws InvalidCertificateRequest if anything about it is wrong
     */
    public static RequestedKey parse(String pem) throws InvalidCertificateRequest {
        Matcher block = ONE_BLOCK.matcher(pem);
        if (pem.length() > MAX_CHARACTERS || !block.matches()) {
            throw new InvalidCertificateRequest("A public key is exactly one PEM block of at most 4 KiB from "
                    + "-----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----");
        }
        try {
            byte[] der = Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
            if (Arrays.equals(info.getEncoded(ASN1Encoding.DER), der)) {
                return of(info);
            }
            throw new InvalidCertificateRequest("The public key is not encoded as DER");
        } catch (IOException | RuntimeException e) {
            throw new InvalidCertificateRequest("The PEM block holds no public key", e);
        }
    }

    static RequestedKey of(SubjectPublicKeyInfo info) throws InvalidCertificateRequest {
        String type = TYPES.get(info.getAlgorithm().getAlgorithm());
        if (type == null) {
            throw unaccepted();
        }
        PublicKey key = decoded(type, info);
        KeyAlgorithm algorithm = KeyAlgorithm.of(key).orElseThrow(RequestedKey::unaccepted);
        if (!isSound(key)) {
            throw new InvalidCertificateRequest("The public key is weak or invalid");
        }
        return new RequestedKey(key, algorithm);
    }

    private static PublicKey decoded(String type, SubjectPublicKeyInfo info) throws InvalidCertificateRequest {
        try {
            return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidCertificateRequest("The public key cannot be read", e);
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
                .collect(Collectors.joining(", ", "A key to be certified is one of ", "")));
    }
}
