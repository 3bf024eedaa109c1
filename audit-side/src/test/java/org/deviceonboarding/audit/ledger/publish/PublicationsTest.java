package org.deviceonboarding.audit.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.deviceonboarding.testkit.mosquitto.TestMosquitto;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

@DisplayName("Checkpoints")
class PublicationsTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String NOTE = "portal.example/ledger\n1\nroot\n\n\u2014 signature\n";

    @TempDir
    private Path directory;

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger answer = new AtomicInteger(204);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));
    private Publications publications = publications(settings("", "", "", ""), platform());

    @AfterEach
    void stop() {
        released.countDown();
        publications.stop();
    }

    @Test
    void goNowhereUnlessToldTo() {
        publications.start();
        publications.offer(NOTE);
        assertThat(publications.isRunning()).isTrue();
        assertThat(metrics.getMeters()).isEmpty();
    }

    @Test
    void replaceAFileThatAnybodyMayRead() throws Exception {
        Path file = directory.resolve("checkpoint.txt");
        publish(settings(file.toString(), "", "", ""));
        publications.offer("first\n");
        await().atMost(GENEROUS)
                .until(() -> Files.exists(file) && Files.readString(file).equals("first\n"));

        publications.offer(NOTE);
        await().atMost(GENEROUS).until(() -> Files.readString(file).equals(NOTE));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(directory).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void arePostedAgainUntilTheyArrive() throws Exception {
        HttpServer server = server(false);
        try {
            answer.set(503);
            publish(settings("", url(server), "", ""));
            publications.offer("old\n");
            await().atMost(GENEROUS).until(() -> posted.size() == 1 && failures("webhook") == 1);
            publications.offer("newer\n");
            publications.offer(NOTE);
            answer.set(200);

            await().atMost(GENEROUS).until(() -> posted.contains("text/plain; charset=utf-8|" + NOTE));
            assertThat(posted.subList(0, posted.size() - 1)).containsOnly("text/plain; charset=utf-8|old\n");
            assertThat(failures("webhook")).isEqualTo(posted.size() - 1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void areNotHeldUpByAPlaceThatDoesNotAnswer() throws Exception {
        HttpServer server = server(true);
        try {
            Path file = directory.resolve("checkpoint.txt");
            publish(settings(file.toString(), url(server), "", ""));
            publications.offer("first\n");
            await().atMost(GENEROUS).until(() -> posted.size() == 1);
            for (int i = 0; i < 100; i++) {
                publications.offer("note " + i + "\n");
            }
            await().atMost(GENEROUS)
                    .until(() -> Files.exists(file) && Files.readString(file).equals("note 99\n"));
            assertThat(posted).hasSize(1);
        } finally {
            released.countDown();
            server.stop(0);
        }
    }

    @Test
    void stayAtATopicOfABroker() throws Exception {
        try (TestMosquitto broker = TestMosquitto.withPassword(directory)) {
            publish(new PublishingProperties(
                    "", "", broker.uri("tcp"), "ledger/checkpoint", "ledger", TestMosquitto.PASSWORD, ""));
            publications.offer("old\n");
            await().atMost(GENEROUS)
                    .until(() -> broker.retained("ledger/checkpoint").equals("old\n"));
            publications.offer(NOTE);
            await().atMost(GENEROUS)
                    .until(() -> broker.retained("ledger/checkpoint").equals(NOTE));
            assertThat(failures("mqtt")).isZero();
        }
    }

    @Test
    void stayAtATopicOfABrokerWithACertificate() throws Exception {
        try (TestMosquitto broker = TestMosquitto.withCertificate(directory)) {
            publish(new PublishingProperties(
                    "",
                    "",
                    broker.uri("ssl"),
                    "a/b",
                    "",
                    "",
                    directory.resolve("server.crt").toString()));
            publications.offer(NOTE);
            await().atMost(GENEROUS).until(() -> broker.retained("a/b").equals(NOTE));
        }
    }

    @Test
    void areMissedInHealthWhereTheyDoNotArriveForAWhile() throws Exception {
        HttpServer server = server(false);
        try {
            answer.set(503);
            publish(settings(directory.resolve("checkpoint.txt").toString(), url(server), "", ""));
            PublicationHealth health = new PublicationHealth(publications);
            assertThat(health.health()).isEqualTo(Health.up().build());

            publications.offer(NOTE);
            await().atMost(GENEROUS).until(() -> failures("webhook") >= 1);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            now.set(now.get().plusSeconds(60));
            await().atMost(GENEROUS).until(() -> failures("webhook") >= 3);
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(health.health())
                            .isEqualTo(Health.status(new Status("DEGRADED"))
                                    .withDetail("webhook_failing_since", "2026-05-01T12:00:00Z")
                                    .build()));

            answer.set(204);
            await().atMost(GENEROUS)
                    .until(() -> health.health().equals(Health.up().build()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void arePostedToAReceiverWithACertificateOfAPrivateCa() throws Exception {
        PrivateCa ca = PrivateCa.in(directory);
        HttpsServer server = ca.server();
        server.createContext("/hook", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "https://localhost:" + server.getAddress().getPort() + "/hook";
            publish(settings("", url, "", ""));
            publications.offer(NOTE);
            await().atMost(GENEROUS).until(() -> failures("webhook") >= 1);
            assertThat(posted).isEmpty();
            publications.stop();

            publish(settings("", url, "", ""), ca.trusted());
            publications.offer(NOTE);
            await().atMost(GENEROUS).until(() -> posted.equals(List.of(NOTE)));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void areNotBelievedToBeAtABrokerThatRefusesThem() throws Exception {
        try (TestMosquitto broker = TestMosquitto.withPassword(directory)) {
            publish(new PublishingProperties(
                    "", "", broker.uri("tcp"), "forbidden", "ledger", TestMosquitto.PASSWORD, ""));
            publications.offer(NOTE);
            await().atMost(GENEROUS).until(() -> failures("mqtt") >= 1);
        }
    }

    private void publish(PublishingProperties settings) {
        publish(settings, platform());
    }

    private void publish(PublishingProperties settings, SSLContext tls) {
        publications = publications(settings, tls);
        publications.start();
    }

    private Publications publications(PublishingProperties settings, SSLContext tls) {
        return new Publications(settings, tls, metrics, new SecureRandom(), now::get);
    }

    private static SSLContext platform() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private double failures(String publisher) {
        return metrics.get("ledger.publish.failures")
                .tag("publisher", publisher)
                .counter()
                .count();
    }

    private static PublishingProperties settings(String file, String webhook, String mqtt, String topic) {
        return new PublishingProperties(file, webhook, mqtt, topic, "", "", "");
    }

    private HttpServer server(boolean hangs) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", exchange -> {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            posted.add(type + "|" + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            try {
                if (hangs) {
                    released.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }
}
