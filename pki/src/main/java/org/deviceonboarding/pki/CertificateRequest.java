package org.deviceonboarding.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A checked certificate request (PKCS#10, RFC 2986): its sender holds the private key.
 *
 * <p>Only the public key is taken from it. The subject and the extensions it asks for never reach a certificate.
 */
public final class CertificateRequest {
    private static final int MAX_CHARACTERS = 16 * 1024;
    // RFC 7468 section 7 lets parsers take the older label too.
    private static final Pattern ONE_BLOCK =
            Pattern.compile("\\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]+)-----END \\1?"
                    + "CERTIFICATE REQUEST-----\\s*");
    private static final Map<ASN1ObjectIdentifier, String> KEY_TYPES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519");
    private static final Set<ASN1ObjectIdentifier> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            EdECObjectIdentifiers.id_Ed25519);
    // Exponents beyond 32 bits are legal, and refused by common TLS stacks.
    private static final int MAX_EXPONENT_BITS = 32;

    private final PublicKey publicKey;
    private final KeyAlgorithm keyAlgorithm;

    private CertificateRequest(PublicKey publicKey, KeyAlgorithm keyAlgorithm) {
        this.publicKey = publicKey;
        this.keyAlgorithm = keyAlgorithm;
    }

    /**
     * Reads and checks a request.
     *
     * @param pem exactly one PEM block and nothing around it, at most 16 KiB
     * @throws InvalidCertificateRequest if anything about it is wrong; the message is fit for the operator
     */
    public static CertificateRequest parse(String pem) throws InvalidCertificateRequest {
        PKCS10CertificationRequest request = read(der(pem));
        try {
            PublicKey key = key(request.getSubjectPublicKeyInfo());
            KeyAlgorithm algorithm = KeyAlgorithm.of(key).orElseThrow(() -> unwantedKey());
            checkSoundness(key);
            checkPossession(request, key);
            return new CertificateRequest(key, algorithm);
        } catch (RuntimeException e) {
            // Bouncy Castle reads lazily, so damage may show as any unchecked exception, and late.
            throw new InvalidCertificateRequest("The certificate request is damaged", e);
        }
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public KeyAlgorithm keyAlgorithm() {
        return keyAlgorithm;
    }

    private static byte[] der(String pem) throws InvalidCertificateRequest {
        if (pem.length() > MAX_CHARACTERS) {
            throw new InvalidCertificateRequest("A certificate request has at most 16 KiB");
        }
        Matcher block = ONE_BLOCK.matcher(pem);
        if (!block.matches()) {
            throw new InvalidCertificateRequest("A certificate request is exactly one PEM block from "
                    + "-----BEGIN CERTIFICATE REQUEST----- to -----END CERTIFICATE REQUEST-----");
        }
        try {
            return Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new InvalidCertificateRequest("The certificate request is not valid Base64", e);
        }
    }

    private static PKCS10CertificationRequest read(byte[] der) throws InvalidCertificateRequest {
        try {
            return new PKCS10CertificationRequest(der);
        } catch (IOException | RuntimeException e) {
            throw new InvalidCertificateRequest("The PEM block holds no PKCS#10 certificate request", e);
        }
    }

    private static PublicKey key(SubjectPublicKeyInfo info) throws InvalidCertificateRequest {
        String type = KEY_TYPES.get(info.getAlgorithm().getAlgorithm());
        if (type == null) {
            throw unwantedKey();
        }
        try {
            return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidCertificateRequest("The public key of the certificate request is malformed", e);
        }
    }

    private static void checkSoundness(PublicKey key) throws InvalidCertificateRequest {
        boolean sound = switch (key) {
            case RSAPublicKey rsa -> isSound(rsa);
            case ECPublicKey ec -> isOnCurve(ec);
            default -> true;
        };
        if (!sound) {
            throw new InvalidCertificateRequest("The public key of the certificate request is weak or invalid");
        }
    }

    private static boolean isSound(RSAPublicKey rsa) {
        BigInteger exponent = rsa.getPublicExponent();
        return rsa.getModulus().testBit(0)
                && exponent.testBit(0)
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && exponent.compareTo(BigInteger.valueOf(65537)) >= 0;
    }

    // With a cofactor of 1 a point on the curve is in the right group too.
    private static boolean isOnCurve(ECPublicKey ec) {
        BigInteger p = ((ECFieldFp) ec.getParams().getCurve().getField()).getP();
        BigInteger x = ec.getW().getAffineX();
        BigInteger y = ec.getW().getAffineY();
        if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right = x.pow(3)
                .add(ec.getParams().getCurve().getA().multiply(x))
                .add(ec.getParams().getCurve().getB());
        return y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    private static void checkPossession(PKCS10CertificationRequest request, PublicKey key)
            throws InvalidCertificateRequest {
        if (!SIGNATURES.contains(request.getSignatureAlgorithm().getAlgorithm())) {
            throw new InvalidCertificateRequest(
                    "A certificate request is signed with SHA-256, SHA-384, SHA-512 or Ed25519");
        }
        try {
            if (request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                return;
            }
            throw new InvalidCertificateRequest("The signature of the certificate request does not fit its public key");
        } catch (OperatorCreationException | PKCSException e) {
            throw new InvalidCertificateRequest(
                    "The signature of the certificate request does not fit its public key", e);
        }
    }

    private static InvalidCertificateRequest unwantedKey() {
        return new InvalidCertificateRequest(Arrays.stream(KeyAlgorithm.values())
                .map(KeyAlgorithm::wireName)
                .collect(Collectors.joining(", ", "The key of a certificate request is one of ", "")));
    }
}
