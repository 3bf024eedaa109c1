package org.deviceonboarding.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.bouncycastle.asn1.ASN1StreamParser;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A checked certificate request (PKCS#10, RFC 2986): its sender holds the private key.
 *
 * <p>Only the public key is taken from it. The subject, the attributes and the extensions it asks for never reach a
 * certificate, so they are not judged.
 */
public final class CertificateRequest {
    private static final int KEY = 2;
    // SHA-1 is no longer fit for certificates. Here it shows possession of the very key that it was made with, and
    // older
    // toolkits know no other. MD5 shows nothing any more (RFC 6151 section 2).
    private static final Set<ASN1ObjectIdentifier> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.sha1WithRSAEncryption,
            OIWObjectIdentifiers.sha1WithRSA,
            PKCSObjectIdentifiers.sha224WithRSAEncryption,
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_256,
            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_384,
            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_512,
            X9ObjectIdentifiers.ecdsa_with_SHA1,
            X9ObjectIdentifiers.ecdsa_with_SHA224,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            NISTObjectIdentifiers.id_ecdsa_with_sha3_256,
            NISTObjectIdentifiers.id_ecdsa_with_sha3_384,
            NISTObjectIdentifiers.id_ecdsa_with_sha3_512,
            EdECObjectIdentifiers.id_Ed25519);

    private final RequestedKey key;

    private CertificateRequest(RequestedKey key) {
        this.key = key;
    }

    /**
     * Reads and checks a request.
     *
     * @param pem one PEM block with any text around it, at most 16 KiB
     * @throws InvalidCertificateRequest if anything about it is wrong; the message is fit for the operator
     */
    public static CertificateRequest parse(String pem) throws InvalidCertificateRequest {
        Encoded request = Encoded.read(RequestText.der(pem));
        try {
            RequestedKey key = RequestedKey.of(request.key());
            request.checkPossession(key.publicKey());
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

    /**
     * The three parts of a request.
     *
     * @param signed the bytes as they came: senders order attributes as they like, and signed what they sent
     */
    private record Encoded(
            ASN1OctetString signed, SubjectPublicKeyInfo key, AlgorithmIdentifier algorithm, ASN1BitString signature) {
        static Encoded read(byte[] der) throws InvalidCertificateRequest {
            var in = new ByteArrayInputStream(der);
            try {
                if (!(new ASN1StreamParser(in, der.length).readObject() instanceof ASN1SequenceParser request)) {
                    throw new IOException("No sequence");
                }
                int start = der.length - in.available();
                ASN1Sequence info = ASN1Sequence.getInstance(next(request));
                byte[] signed = Arrays.copyOfRange(der, start, der.length - in.available());
                return new Encoded(
                        new DEROctetString(signed),
                        SubjectPublicKeyInfo.getInstance(info.getObjectAt(KEY)),
                        AlgorithmIdentifier.getInstance(next(request)),
                        ASN1BitString.getInstance(next(request)));
            } catch (IOException | RuntimeException e) {
                throw new InvalidCertificateRequest("The PEM block holds no PKCS#10 certificate request", e);
            }
        }

        private static ASN1Encodable next(ASN1SequenceParser parser) throws IOException {
            @Nullable ASN1Encodable next = parser.readObject();
            if (next == null) {
                throw new IOException("A part is missing");
            }
            return next.toASN1Primitive();
        }

        // The platform's providers know RSASSA-PSS by another name than Bouncy Castle asks for.
        private JcaContentVerifierProviderBuilder verifiers() {
            var verifiers = new JcaContentVerifierProviderBuilder();
            return isPss() ? verifiers.setProvider(new BouncyCastleProvider()) : verifiers;
        }

        private boolean isPss() {
            return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS);
        }

        private boolean fits(PublicKey key, JcaContentVerifierProviderBuilder verifiers)
                throws OperatorCreationException, IOException {
            ContentVerifier verifier = verifiers.build(key).get(algorithm);
            try (OutputStream out = verifier.getOutputStream()) {
                out.write(signed.getOctets());
            }
            return verifier.verify(signature.getOctets());
        }

        // Only a yes counts: the native provider knows fewer algorithms and encodings, so others say no.
        private boolean fitsNatively(PublicKey key) {
            Optional<Provider> provider = NativeCrypto.verifier(key);
            if (provider.isEmpty() || isPss()) {
                return false;
            }
            try {
                return fits(key, new JcaContentVerifierProviderBuilder().setProvider(provider.get()));
            } catch (OperatorCreationException | IOException | RuntimeException e) {
                return false;
            }
        }

        private void checkPossession(PublicKey key) throws InvalidCertificateRequest {
            if (!SIGNATURES.contains(algorithm.getAlgorithm())) {
                throw new InvalidCertificateRequest(
                        "A certificate request is signed with SHA-1, SHA-2, SHA-3 or Ed25519");
            }
            if (fitsNatively(key)) {
                return;
            }
            try {
                if (fits(key, verifiers())) {
                    return;
                }
                throw new InvalidCertificateRequest(
                        "The signature of the certificate request does not fit its public key");
            } catch (OperatorCreationException | IOException e) {
                throw new InvalidCertificateRequest(
                        "The signature of the certificate request does not fit its public key", e);
            }
        }
    }
}
