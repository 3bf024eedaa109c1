package org.deviceonboarding.command.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.BulkFinished;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.reader.LoggedEvent;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A notification")
class WebhookSenderTest extends CommandTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final SerialNumber SERIAL = new SerialNumber("a1");
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Autowired
    private Outbox outbox;

    @Autowired
    private JsonMapper json;

    private HttpServer server;
    private volatile int status = 204;
    private volatile Instant now = START;
    private WebhookSender sender;
    private Notifications notifications;
    private WebhookHealth health;

    @BeforeEach
    void listen() throws Exception {
        jdbc.sql("delete from notification").update();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        notifications = new Notifications(outbox, new WebhookProperties(url, SECRET), json, () -> now);
        health = new WebhookHealth(outbox, () -> now);
        sender = new WebhookSender(
                outbox,
                new Webhook(URI.create(url), WebhookSignature.of(SECRET), SSLContext.getDefault()),
                new Patience(new SecureRandom()),
                () -> now,
                metrics);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        jdbc.sql("delete from notification").update();
    }

    @Test
    void goesToAReceiverWithACertificateOfAPrivateCa(@TempDir Path folder) throws Exception {
        PrivateCa ca = PrivateCa.in(folder);
        HttpsServer receiver = ca.server();
        receiver.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            URI url = URI.create("https://localhost:" + receiver.getAddress().getPort() + "/");
            Message message = new Message("msg_1", "{}", 1);

            assertThatThrownBy(() ->
                            new Webhook(url, WebhookSignature.of(SECRET), SSLContext.getDefault()).post(message, now))
                    .isInstanceOf(IOException.class);
            new Webhook(url, WebhookSignature.of(SECRET), ca.trusted()).post(message, now);

            assertThat(bodies).containsExactly("{}");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void isGivenBackByAProcessThatStops() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            came.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.close();
        });
        URI slow = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slow");
        WebhookSender stopping = new WebhookSender(
                outbox,
                new Webhook(slow, WebhookSignature.of(SECRET), SSLContext.getDefault()),
                new Patience(new SecureRandom()),
                () -> now,
                metrics);
        expiring("e8");

        stopping.start();
        came.await();
        stopping.stop();
        answer.countDown();

        assertThat(outbox.claim(now, Duration.ofMinutes(1))).map(Message::id).contains("msg_e8");
    }

    @Test
    void goesOutOnceEvenIfItsEventIsReadTwice() throws Exception {
        expiring("e1");
        expiring("e1");

        sender.turn();
        sender.turn();

        assertThat(ids).containsExactly("msg_e1");
        assertThat(bodies).hasSize(1);
        assertThat(json.readTree(bodies.getFirst()))
                .isEqualTo(json.readTree(
                        "{\"type\":\"certificate.expiring\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"data\":"
                                + "{\"device_id\":\"" + PUMP + "\",\"certificate_serial\":\"a1\","
                                + "\"expires_at\":\"2026-12-01T00:00:00Z\",\"position\":4711}}"));
        assertThat(outbox.condition(now)).isEqualTo(new Outbox.Condition(0, 0, 0));
    }

    @Test
    void doesNotWaitForTheTimeOfAClockThatWasAhead() throws Exception {
        now = START.plus(Duration.ofDays(3));
        expiring("e1");
        now = START;

        sender.turn();

        assertThat(ids).containsExactly("msg_e1");
    }

    @Test
    void isTriedAgainUnderTheSameIdUntilItIsTaken() throws Exception {
        status = 503;
        expiring("e1");
        sender.turn();
        sender.turn();
        assertThat(ids).as("it rests after a failure").containsExactly("msg_e1");

        status = 200;
        now = now.plusSeconds(6);
        sender.turn();

        assertThat(ids).containsExactly("msg_e1", "msg_e1");
        assertThat(outbox.condition(now).waiting()).isZero();
        assertThat(attempts("failed")).isEqualTo(1);
        assertThat(attempts("delivered")).isEqualTo(1);
    }

    @Test
    void doesNotHoldUpTheNext() throws Exception {
        status = 400;
        expiring("e1");
        sender.turn();
        status = 204;
        happens(new CertificateExpired(PUMP, SERIAL, 0), "portal", "e2", 4712);
        sender.turn();

        assertThat(ids).containsExactly("msg_e1", "msg_e2");
        assertThat(bodies.getLast()).contains("\"certificate.expired\"").doesNotContain("expires_at");
    }

    @Test
    void tellsOfAnEndOnlyOfADeviceThatHasNoOtherCertificate() throws Exception {
        happens(new CertificateExpired(PUMP, SERIAL, 1), "portal", "e1", 4711);
        happens(new CertificateExpired(PUMP, SERIAL, null), "portal", "e2", 4711);
        happens(new CertificateExpired(PUMP, SERIAL, 0), "portal", "e3", 4711);

        sender.turn();
        sender.turn();

        assertThat(ids).containsExactly("msg_e2", "msg_e3");
    }

    @Test
    void isGivenUpInTheEndAndHealthSaysSoForADay() throws Exception {
        status = 500;
        expiring("e1");
        for (int i = 0; i < Patience.MOST_ATTEMPTS + 3; i++) {
            sender.turn();
            now = now.plus(Duration.ofHours(4));
        }

        assertThat(ids).hasSize(Patience.MOST_ATTEMPTS);
        assertThat(attempts("given_up")).isEqualTo(1);
        assertThat(outbox.condition(now)).isEqualTo(new Outbox.Condition(0, 0, 1));
        assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        now = now.plus(Duration.ofDays(1));
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void survivesThatItsSenderDies() throws Exception {
        expiring("e1");
        assertThat(outbox.claim(now, Duration.ofMinutes(1))).isPresent();
        sender.turn();
        assertThat(ids).as("somebody has it").isEmpty();

        now = now.plus(Duration.ofMinutes(1));
        sender.turn();

        assertThat(ids).containsExactly("msg_e1");
    }

    @Test
    void tellsOfRenewalsThatThePortalPreparedAndOfNoOthers() throws Exception {
        BulkId bulk = new BulkId(UUID.fromString("7d444840-9dc0-41d1-b245-5ffdce74fad2"));
        happens(new BulkFinished(bulk, 3, 1), "operator-1", "e1", 4711);
        happens(new BulkFinished(bulk, 0, 4), "portal", "e2", 4711);
        happens(new BulkFinished(bulk, 3, 1), "portal", "e3", 4711);

        sender.turn();

        assertThat(ids).containsExactly("msg_e3");
        assertThat(json.readTree(bodies.getFirst()))
                .isEqualTo(
                        json.readTree("{\"type\":\"renewals.prepared\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"data\":"
                                + "{\"bulk_id\":\"" + bulk + "\",\"devices\":3,\"position\":4711}}"));
    }

    @Test
    void isNobodysBusinessWhereThereIsNoReceiver() {
        notifications = new Notifications(outbox, new WebhookProperties("", ""), json, () -> now);
        happens(new CertificateExpired(PUMP, SERIAL, null), "portal", "e1", 4711);

        assertThat(outbox.condition(now).waiting()).isZero();
    }

    private void expiring(String identifier) {
        happens(new CertificateExpiring(PUMP, SERIAL, START.plus(Duration.ofDays(30))), "portal", identifier, 4711);
    }

    private void happens(OnboardingEvent event, String actor, String identifier, long position) {
        String type = event.getClass().getSimpleName();
        notifications.handle(
                List.of(new LoggedEvent(
                        new Recorded<>(position, START, event),
                        new LogEntry(
                                position,
                                identifier,
                                "a",
                                0,
                                null,
                                type,
                                "1",
                                START.toString(),
                                "{}",
                                "{\"actor\":\"" + actor + "\"}"))),
                position);
    }

    private double attempts(String outcome) {
        return metrics.get("webhook.attempts").tag("outcome", outcome).counter().count();
    }
}
