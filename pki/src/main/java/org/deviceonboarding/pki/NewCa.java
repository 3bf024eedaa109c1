package org.deviceonboarding.pki;

import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/**
 * A new two-tier CA: a root that can go offline, and an issuing CA that the root certifies.
 *
 * <p>Both are P-256. It is the one curve that every TLS stack down to the smallest device verifies, a chain with it takes a
 * third of the bytes of an RSA-3072 one, and signing is ten times as fast (RFC 7925 section 4.4 asks devices for it). The
 * keys of devices may still be RSA; whatever speaks RSA only can bring an RSA key store of its own.
 */
record NewCa(KeyPair rootKey, X509Certificate root, KeyPair issuingKey, X509Certificate issuing) {
    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365 + 5);
    private static final Duration ISSUING_LIFE = Duration.ofDays(10 * 365 + 3);
    // A device whose clock is a day off still accepts a certificate issued in the CA's first hour.
    private static final Duration BACKDATE = Duration.ofDays(1);

    static NewCa make(Instant now, SecureRandom random) {
        return make(now, random, null);
    }

    /** @param rootCrl the issuing CA's distribution point, if there is to be one */
    static NewCa make(Instant now, SecureRandom random, @Nullable URI rootCrl) {
        KeyPair rootKey = KeyAlgorithm.EC_P256.generate(random);
        KeyPair issuingKey = KeyAlgorithm.EC_P256.generate(random);
        // Two installations never share a name: brokers look issuers up by it.
        byte[] suffix = new byte[4];
        random.nextBytes(suffix);
        String installation = HexFormat.of().formatHex(suffix);
        X500Name rootName = CertificateDraft.commonName("Device Onboarding Root CA " + installation);
        X500Name issuingName = CertificateDraft.commonName("Device Onboarding Issuing CA " + installation);
        SigningKey signer = SigningKey.inMemory(rootKey.getPrivate(), random, () -> now);

        Instant start = now.minus(BACKDATE);
        X509Certificate root = new CertificateDraft(
                        rootName, rootName, rootKey.getPublic(), Validity.from(start, ROOT_LIFE), random)
                .critical(Extension.basicConstraints, new BasicConstraints(1))
                .critical(Extension.keyUsage, caUsage())
                .sign(signer);
        CertificateDraft issuing = new CertificateDraft(
                        rootName, issuingName, issuingKey.getPublic(), Validity.from(start, ISSUING_LIFE), random)
                .critical(Extension.basicConstraints, new BasicConstraints(0))
                .critical(Extension.keyUsage, caUsage())
                .plain(Extension.authorityKeyIdentifier, KeyIdentifiers.authority(root));
        if (rootCrl != null) {
            issuing.plain(Extension.cRLDistributionPoints, DistributionPoint.of(rootCrl));
        }
        return new NewCa(rootKey, root, issuingKey, issuing.sign(signer));
    }

    private static KeyUsage caUsage() {
        return new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }
}
