package org.deviceonboarding.acl.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Reads and writes keys and certificates as PEM (RFC 7468). */
public final class PemFile {
    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final List<String> ALGORITHMS = List.of("EC", "RSA");

    private PemFile() {}

    public static String render(PrivateKey key) {
        return render("PRIVATE KEY", key);
    }

    public static String render(PublicKey key) {
        return render("PUBLIC KEY", key);
    }

    private static String render(String label, Key key) {
        return "-----BEGIN " + label + "-----\n" + LINES_OF_64.encodeToString(key.getEncoded()) + "\n-----END " + label
                + "-----\n";
    }

    /** @throws IOException if the file is missing or holds no EC or RSA key in PKCS#8 */
    public static PrivateKey privateKey(Path file) throws IOException {
        byte[] encoded = body(Files.readString(file), "PRIVATE KEY");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException _) {
                // Perhaps the other one.
            }
        }
        throw new IOException("No EC or RSA key in " + file);
    }

    /** @throws IOException if the text holds no EC or RSA key */
    public static PublicKey publicKey(String pem) throws IOException {
        byte[] encoded = body(pem, "PUBLIC KEY");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException _) {
                // Perhaps the other one.
            }
        }
        throw new IOException("No EC or RSA key");
    }

    /** @throws IOException if the text is no list of certificates, or an empty one */
    public static List<X509Certificate> certificates(String pem) throws IOException {
        try {
            List<X509Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!all.isEmpty()) {
                return all;
            }
        } catch (CertificateException e) {
            throw new IOException("No certificates", e);
        }
        throw new IOException("No certificates");
    }

    /** The text of the first certificate. */
    public static String firstCertificate(String pem) {
        String end = "-----END CERTIFICATE-----\n";
        return pem.substring(0, pem.indexOf(end) + end.length());
    }

    private static byte[] body(String pem, String label) throws IOException {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IOException("No " + label + " in PEM");
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new IOException("No " + label + " in PEM", e);
        }
    }
}
