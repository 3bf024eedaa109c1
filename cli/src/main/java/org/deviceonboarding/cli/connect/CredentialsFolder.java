package org.deviceonboarding.cli.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.deviceonboarding.cli.file.InputFile;
import org.deviceonboarding.cli.http.TrustedCas;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder with a device's unpacked credentials: the device's identity, its broker and its topics.
 *
 * @param chain the device's certificate first
 */
public record CredentialsFolder(
        String host, int port, String clientId, List<String> topics, List<X509Certificate> chain, SSLContext tls) {
    private static final long LONGEST = 1 << 20;
    private static final char[] IN_MEMORY = new char[0];

    /**
     * @param otherKey the file with the private key if the bundle never contained the key
     */
    public static CredentialsFolder read(Path folder, @Nullable Path otherKey) throws IOException {
        JsonNode mqtt = json(folder.resolve("mqtt.json"));
        List<X509Certificate> chain = certificates(folder.resolve("device.crt"));
        Path keyFile = otherKey == null ? folder.resolve("device.key") : otherKey;
        if (!Files.exists(keyFile)) {
            throw new IOException(keyFile + " does not exist; for a device that made its own key, use --key");
        }
        try {
            PrivateKey key = key(keyFile, chain.getFirst());
            return new CredentialsFolder(
                    mqtt.path("host").asString(""),
                    mqtt.path("port").asInt(0),
                    mqtt.path("client_id").asString(""),
                    mqtt.path("topics").valueStream().map(JsonNode::asString).toList(),
                    chain,
                    TrustedCas.context(
                            certificates(folder.resolve("ca.crt")),
                            keys(key, chain).getKeyManagers()));
        } catch (GeneralSecurityException e) {
            throw new IOException(folder + " holds no key and certificate that belong together", e);
        }
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(InputFile.bytes(file, LONGEST));
        } catch (JacksonException e) {
            throw new IOException(file + " is not JSON", e);
        }
    }

    public static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = new ByteArrayInputStream(InputFile.bytes(file, LONGEST))) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IOException(file + " has no certificate in it");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no file of certificates (PEM)", e);
        }
    }

    /** PKCS#8: RSA, EC and Ed25519 alike. */
    private static PrivateKey key(Path file, X509Certificate certificate) throws IOException, GeneralSecurityException {
        String pem = new String(InputFile.bytes(file, LONGEST), StandardCharsets.US_ASCII);
        if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new IOException(
                    file + " is no PKCS#8 key (PEM); openssl pkcs8 -topk8 -nocrypt -in " + file + " makes one");
        }
        String body = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    private static KeyManagerFactory keys(PrivateKey key, List<X509Certificate> chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("device", key, IN_MEMORY, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory;
    }
}
