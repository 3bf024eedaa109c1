package org.deviceonboarding.command.deviceport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A device at a crowded port")
class DevicePortCrowdTest extends CommandTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Autowired
    private DevicePortServer server;

    private final Queue<Socket> silent = new ConcurrentLinkedQueue<>();
    private int port;
    private CurlDevice device;

    @BeforeEach
    void register() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> server.port() > 0);
        port = server.port();
        Files.writeString(folder.resolve("ca.crt"), nobody().get("/ca.crt").text());
        device = registered("device");
    }

    private CurlDevice registered(String name) throws Exception {
        String csr = new CurlDevice(folder, "any").csr(name).replace("\n", "\\n");
        Answer registered = operator()
                .postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"pump\", \"csr\": \"%s\"}".formatted(newName(), csr))
                .is(201);
        CurlDevice made = new CurlDevice(folder, registered.field("device_id"));
        made.keep(name, registered.field("certificate_pem"));
        return made;
    }

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void renewsItselfWhileOthersComeAndSayNothing() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        for (int i = 0; i < 3; i++) {
            assertRenewsItself("next" + i);
            for (int j = 0; j < 100; j++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
        }
    }

    @Test
    void renewsItselfWhileAnotherShakesHandsAndSaysNothing() throws Exception {
        registered("other");
        SSLContext tls = tls("other");
        Semaphore few = new Semaphore(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_010; i++) {
                threads.execute(() -> shakeHands(tls, few));
            }
        }
        assertThat(silent).hasSize(1_010);
        assertRenewsItself("next");
    }

    private void assertRenewsItself(String key) throws Exception {
        String csr = device.csr(key);
        long start = System.nanoTime();
        CurlDevice.Got got = device.renew(port, device.id(), "device", csr);

        assertThat(got.status()).as(got.text()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    private void shakeHands(SSLContext tls, Semaphore few) {
        few.acquireUninterruptibly();
        try {
            SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            silent.add(socket);
            socket.startHandshake();
        } catch (IOException _) {
            // The port is crowded.
        } finally {
            few.release();
        }
    }

    private SSLContext tls(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        assertThat(new ProcessBuilder(
                                "openssl",
                                "pkcs12",
                                "-export",
                                "-inkey",
                                folder.resolve(name + ".key").toString(),
                                "-in",
                                folder.resolve(name + ".crt").toString(),
                                "-out",
                                store.toString(),
                                "-passout",
                                "pass:x")
                        .start()
                        .waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store)) {
            keys.load(stored, "x".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "x".toCharArray());
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        List<X509Certificate> chain = JdkCertificates.all(Files.readString(folder.resolve("ca.crt")));
        roots.setCertificateEntry("root", chain.getLast());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        TrustManager[] trusted = trust.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted, new SecureRandom());
        return context;
    }
}
