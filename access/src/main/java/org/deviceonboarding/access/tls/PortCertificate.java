package org.deviceonboarding.access.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A certificate and its key as two PEM files have them.
 *
 * @param texts what the files contain
 */
record PortCertificate(Texts texts, X509Certificate certificate, SslBundle bundle) {
    /** The contents of both files. They are secret. */
    record Texts(String certificate, String key) {
        static Texts of(Path certificate, Path key) throws IOException {
            return new Texts(
                    Files.readString(certificate, StandardCharsets.US_ASCII),
                    Files.readString(key, StandardCharsets.US_ASCII));
        }

        @Override
        public String toString() {
            return "Texts";
        }
    }

    /**
     * Reads what TLS needs.
     *
     * @throws GeneralSecurityException if there is no certificate or no key, or if they do not belong together
     */
    static PortCertificate read(Texts texts) throws GeneralSecurityException {
        PemSslStoreDetails details =
                PemSslStoreDetails.forCertificate(texts.certificate()).withPrivateKey(texts.key());
        try {
            PemSslStore store = Objects.requireNonNull(PemSslStore.load(details));
            List<X509Certificate> chain = store.certificates();
            PrivateKey key = store.privateKey();
            if (chain == null || chain.isEmpty() || key == null) {
                throw new GeneralSecurityException("a file has no certificate or no key");
            }
            requirePair(chain.getFirst(), key);
            return new PortCertificate(
                    texts,
                    chain.getFirst(),
                    SslBundle.of(
                            new PemSslStoreBundle(store, null),
                            SslBundleKey.NONE,
                            SslOptions.of(null, Set.of("TLSv1.2", "TLSv1.3"))));
        } catch (RuntimeException e) {
            throw new GeneralSecurityException("a file is no PEM file: " + e.getMessage(), e);
        }
    }

    private static void requirePair(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        byte[] text = "a text to sign".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    @Override
    public String toString() {
        return "PortCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
