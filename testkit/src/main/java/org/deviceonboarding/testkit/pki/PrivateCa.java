package org.deviceonboarding.testkit.pki;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.deviceonboarding.testkit.process.TestTool;

/**
 * A private CA that no platform trusts, and servers with its certificates.
 *
 * @param folder of its files
 */
public record PrivateCa(Path folder) {
    private static final String PASSWORD = "for a test";

    /** Makes a new CA in the folder. */
    public static PrivateCa in(Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        PrivateCa ca = new PrivateCa(folder);
        ca.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=private"
                + " -keyout ca.key -out ca.crt");
        ca.openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost"
                + " -keyout server.key -out server.csr");
        ca.openssl("x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names"
                + " -out server.crt");
        ca.openssl(
                "pkcs12 -export -in server.crt -inkey server.key -name server -out server.p12 -passout file:password");
        return ca;
    }

    /** Returns the CA's certificate file, for {@code TRUSTED_CA_FILE}. */
    public Path file() {
        return folder.resolve("ca.crt");
    }

    /** Returns a client's TLS context that trusts only this CA. */
    public SSLContext trusted() throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (InputStream certificate = Files.newInputStream(file())) {
            authorities.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Returns a server on a free port of the loopback address; it is not started yet. */
    public HttpsServer server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(folder.resolve("server.p12"))) {
            keys.load(stored, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        TestTool.succeed(
                folder,
                Stream.concat(Stream.of("openssl"), Stream.of(arguments.split(" ", -1)))
                        .toList());
    }
}
