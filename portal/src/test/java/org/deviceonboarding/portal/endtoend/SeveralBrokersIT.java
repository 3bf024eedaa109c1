package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole portal with its broker, and a second broker with nothing but a process beside it, on one log. */
@DisplayName("Several brokers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralBrokersIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    // Less than a reader may rest between two tries.
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(20);

    private static final String REQUEST = "revocation-of-the-pump";

    @TempDir
    private static Path directory;

    private static SpanReceiver spans;
    private static Installation portal;
    private static Installation outpost;
    private static Line line;
    private static PortalApi api;

    @BeforeAll
    static void start() throws Exception {
        spans = new SpanReceiver();
        portal = Installation.start(
                directory.resolve("portal"),
                Map.of("BROKER_ID", "main", "OTEL_EXPORTER_OTLP_ENDPOINT", spans.endpoint()));
        api = portal.api();
        // As docs/settings.md says: it may read the log and report, and no more.
        portal.execute("""
            create role acl login password 'outpost';
            grant select on domain_event_entry, event_kind, api_key, web_session to acl;
            grant insert on domain_event_entry, event_kind to acl;
            grant select, insert, update, delete on running_process to acl
            """);
        line = Line.to(portal.databasePort());
        outpost = Installation.start(
                directory.resolve("outpost"),
                Map.of(
                        "PORTAL_ROLES",
                        "acl",
                        "BROKER_ID",
                        "outpost",
                        "DATABASE_URL",
                        "postgresql://acl:outpost@127.0.0.1:" + line.port() + "/portal?socketTimeout=10",
                        "SPRING_FLYWAY_ENABLED",
                        "false",
                        "CRL_URL",
                        portal.url() + "/crl.pem",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        spans.endpoint()));
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        if (outpost != null) {
            outpost.end();
        }
        line.close();
        portal.end();
        spans.close();
    }

    @Test
    @Order(1)
    void areMindedByProcessesWithoutAKeyOfTheCa() throws Exception {
        JsonNode health = new PortalApi(outpost.url(), "").get("/health").json();

        assertThat(health.path("status").asString()).isEqualTo("healthy");
        assertThat(health.path("checks").propertyNames()).contains("database", "mqtt_broker");
        assertThat(health.path("checks").propertyNames()).doesNotContain("certificate_authority");
        assertThat(outpost.data()).isDirectoryNotContaining("glob:**{ca,secret.key,admin.key}");
    }

    @Test
    @Order(2)
    void allEndTheSessionsOfARevokedDevice() throws Exception {
        Credentials pump = register("pump");

        try (Session near = pump.connect();
                Session far = pump.at(outpost).connect()) {
            assertThat(near.mayPublish(own(pump))).isTrue();
            assertThat(far.mayPublish(own(pump))).isTrue();
            assertThat(api.post("/revoke/" + pump.deviceId(), "", "X-Request-Id", REQUEST)
                            .text("status"))
                    .isEqualTo("revoked");
            assertThat(near.ends(AT_ONCE)).isTrue();
            assertThat(far.ends(AT_ONCE)).isTrue();
        }
        assertOutEverywhere(pump);
        awaitEnforcedBy(pump, List.of("main", "outpost"));
        await().atMost(SOON).untilAsserted(SeveralBrokersIT::assertTraced);
        assertThat(api.get("/brokers").json().path("items"))
                .extracting(broker -> broker.path("status").asString() + " "
                        + broker.path("lag_positions").asLong())
                .containsExactly("enforced 0", "enforced 0");
    }

    @Test
    @Order(3)
    void catchUpAfterTheirProcessWasKilled() throws Exception {
        Credentials fan = register("fan");

        try (Session near = fan.connect();
                Session far = fan.at(outpost).connect()) {
            outpost.kill();
            revoke(fan);
            assertThat(near.ends(AT_ONCE)).isTrue();
            awaitEnforcedBy(fan, List.of("main"));
            assertThat(far.isOpen()).isTrue();
            outpost.startAgain();
            assertThat(far.ends(AT_ONCE)).isTrue();
        }
        assertOutEverywhere(fan);
        awaitEnforcedBy(fan, List.of("main", "outpost"));
    }

    @Test
    @Order(4)
    void keepTheLastGoodPolicyWhileTheyAreCutOff() throws Exception {
        Credentials lathe = register("lathe");
        Credentials press = register("press");
        Credentials drill = register("drill");
        revoke(drill);
        awaitEnforcedBy(drill, List.of("main", "outpost"));

        try (Session near = press.connect();
                Session far = press.at(outpost).connect()) {
            line.cut();
            revoke(press);
            assertThat(near.ends(AT_ONCE)).isTrue();
            awaitEnforcedBy(press, List.of("main"));
            await().atMost(SOON).untilAsserted(() -> {
                PortalApi.Answer health = new PortalApi(outpost.url(), "").get("/health");
                assertThat(health.status()).as("%s", health).isEqualTo(503);
                assertThat(health.text("status")).isEqualTo("unhealthy");
                assertThat(health.json().path("checks").path("database").asString())
                        .isEqualTo("unhealthy");
            });
            assertThat(broker("outpost").path("lag_positions").asLong()).isPositive();
            assertThat(lathe.at(outpost).mayPublish(own(lathe))).isTrue();
            assertThat(drill.at(outpost).isLetIn()).isFalse();
            assertThat(far.mayPublish(own(press))).isTrue();

            line.mend();
            assertThat(far.ends(AFTER_AN_OUTAGE)).isTrue();
        }
        assertOutEverywhere(press);
        awaitEnforcedBy(press, List.of("main", "outpost"));
        assertThat(lathe.at(outpost).mayPublish(own(lathe))).isTrue();
        await().atMost(SOON)
                .until(() -> new PortalApi(outpost.url(), "")
                        .get("/health")
                        .text("status")
                        .equals("healthy"));
    }

    /** Nobody revokes where the broker is: all other processes have of it is the log. */
    @Test
    @Order(5)
    void areMissedByEveryProcessIfTheyFreeze() throws Exception {
        Installation desk = Installation.start(
                directory.resolve("desk"),
                Map.of(
                        "PORTAL_ROLES",
                        "command",
                        "DEVICE_PORT",
                        "off",
                        "DATABASE_URL",
                        portal.databaseUrl(),
                        "CA_ROOT_PATH",
                        portal.data().resolve("ca").toString(),
                        "SECRET_KEY",
                        Files.readString(portal.data().resolve("secret.key")).strip()));
        try {
            PortalApi office = new PortalApi(desk.url(), "");
            for (int n = 0; n < 2; n++) {
                outpost.signalBroker("STOP");
                try {
                    await().atMost(AFTER_AN_OUTAGE)
                            .untilAsserted(() -> assertThat(mqttBroker(office)).contains("Broker outpost: ", "frozen"));
                    PortalApi.Answer health = office.get("/health");
                    assertThat(health.status()).isEqualTo(200);
                    assertThat(health.text("status")).isEqualTo("degraded");
                } finally {
                    outpost.signalBroker("CONT");
                }
                await().atMost(AFTER_AN_OUTAGE)
                        .untilAsserted(() -> assertThat(mqttBroker(office)).isEqualTo("healthy"));
            }
        } finally {
            desk.end();
        }
    }

    /** The request's trace has its way through both processes. */
    private static void assertTraced() {
        String hash = Sha256.of(REQUEST.getBytes(StandardCharsets.US_ASCII)).hex();
        List<SpanReceiver.Received> trace = spans.of(hash.substring(0, 32));
        assertThat(trace)
                .extracting(SpanReceiver.Received::name)
                .containsOnlyOnce("POST /revoke/{id}", "command", "append", "release main", "release outpost")
                .contains("project device-model", "project crl")
                .filteredOn("project acl"::equals)
                .hasSize(2);
        List<String> ids = trace.stream().map(SpanReceiver.Received::id).toList();
        assertThat(trace)
                .filteredOn(span -> !ids.contains(span.parent()))
                .as("the span without a parent")
                .singleElement()
                .isEqualTo(new SpanReceiver.Received(
                        hash.substring(0, 32), hash.substring(32, 48), "", "POST /revoke/{id}"));
    }

    /** What the check says, and what is wrong. */
    private static String mqttBroker(PortalApi process) throws Exception {
        JsonNode health = process.get("/health").json();
        return health.path("checks").path("mqtt_broker").asString()
                + health.path("details").path("mqtt_broker").path("error").asString("");
    }

    private static Credentials register(String name) throws Exception {
        PortalApi.Answer answer = api.post("/register", """
            {"name": "%s", "type": "machine", "key_algorithm": "ec-p256"}
            """.formatted(name));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        Credentials device = Credentials.fetch(answer, directory.resolve(name), portal);
        await().atMost(SOON).until(() -> device.mayPublish(own(device)));
        await().atMost(SOON).until(() -> device.at(outpost).mayPublish(own(device)));
        return device;
    }

    private static String own(Credentials device) {
        return "devices/" + device.deviceId() + "/hello";
    }

    private static void revoke(Credentials device) throws Exception {
        assertThat(api.post("/revoke/" + device.deviceId()).text("status")).isEqualTo("revoked");
    }

    private static void assertOutEverywhere(Credentials device) throws Exception {
        for (Credentials one : List.of(device, device.at(outpost))) {
            assertThat(one.isLetIn()).isFalse();
        }
    }

    /** Waits until these brokers, and no others, have a receipt for the end of the device's access. */
    private static void awaitEnforcedBy(Credentials device, List<String> brokers) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                api.get("/device/" + device.deviceId()).json().path("enforcement"))
                        .filteredOn(broker -> !broker.path("since").isNull())
                        .extracting(broker -> broker.path("broker_id").asString())
                        .isEqualTo(brokers));
    }

    private static JsonNode broker(String id) throws Exception {
        return api.get("/brokers")
                .json()
                .path("items")
                .valueStream()
                .filter(broker -> broker.path("broker_id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
