package org.deviceonboarding.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
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
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A checked public key from a request, of an accepted algorithm and in its {@link CanonicalKey} form.
 */
public record RequestedKey(PublicKey publicKey, KeyAlgorithm algorithm) {
    private static final int MAX_CHARACTERS = 4 * 1024;
    private static final Pattern ONE_BLOCK =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final Map<ASN1ObjectIdentifier, String> TYPES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519");

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
            byte[] canonical = CanonicalKey.of(info).getEncoded(ASN1Encoding.DER);
            return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(canonical));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new InvalidCertificateRequest("The public key cannot be read", e);
        }
    }

    // The size is known to be one of ours, so this costs milliseconds at most.
    private static boolean isSound(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> RsaSoundness.isSound(rsa.getModulus(), rsa.getPublicExponent());
            // Its point was found on the curve as it was decoded; with a cofactor of 1 it is in the right group too.
            case ECPublicKey _ -> true;
            // Neither of small order nor outside the group of prime order, and encoded as RFC 8032 section 5.1.3 has
            // it.
            default ->
                Ed25519.validatePublicKeyFull(
                        SubjectPublicKeyInfo.getInstance(key.getEncoded())
                                .getPublicKeyData()
                                .getOctets(),
                        0);
        };
    }

    private static InvalidCertificateRequest unaccepted() {
        return new InvalidCertificateRequest(Arrays.stream(KeyAlgorithm.values())
                .map(KeyAlgorithm::wireName)
                .collect(Collectors.joining(", ", "A key to be certified is one of ", "")));
    }
}
