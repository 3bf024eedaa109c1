package org.deviceonboarding.pki;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
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
    private static final Pattern ONE_BLOCK = Pattern.compile(
            "\\s*-----BEGIN ((?:NEW )?CERTIFICATE REQUEST)-----" + "([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
    private static final Set<ASN1ObjectIdentifier> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            EdECObjectIdentifiers.id_Ed25519);

    private final RequestedKey key;

    private CertificateRequest(RequestedKey key) {
        this.key = key;
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
            RequestedKey key = RequestedKey.of(request.getSubjectPublicKeyInfo());
            checkPossession(request, key.publicKey());
            return new CertificateRequest(key);
        } catch (RuntimeException e) {
            // Bouncy Castle reads lazily, so damage may show as any unchecked exception, and late.
            throw new InvalidCertificateRequest("The certificate request is damaged", e);
        }
    }

    public PublicKey publicKey() {
        return key.publicKey();
    }

    public KeyAlgorithm keyAlgorithm() {
        return key.algorithm();
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
            var request = new PKCS10CertificationRequest(der);
            // The parser is lenient and its verifier checks what it understood: only the very same bytes count.
            if (Arrays.equals(request.toASN1Structure().getEncoded(ASN1Encoding.DER), der)) {
                return request;
            }
            throw new InvalidCertificateRequest("The certificate request is not encoded as DER");
        } catch (IOException | RuntimeException e) {
            throw new InvalidCertificateRequest("The PEM block holds no PKCS#10 certificate request", e);
        }
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
}
