package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.deviceonboarding.log.database.Wire;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("A change, when the database fails it,")
class DatabaseFaultTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static Wire wire;
    private static ConfigurableApplicationContext portal;
    private static Caller admin;
    private static Caller nobody;

    @BeforeAll
    static void start() throws Exception {
        database = TestPostgres.migrated();
        int server = Integer.parseInt(database.url().replaceFirst(".*:([0-9]+)/.*", "$1"));
        wire = new Wire(server);
        portal = new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,query,crl",
                        "--PORT=0",
                        "--DEVICE_PORT=off",
                        "--PUBLIC_URL=http://portal.example",
                        "--DATABASE_URL="
                                + database.url().replaceFirst(":" + server + "/", ":" + wire.port() + "/")
                                + "?prepareThreshold=0",
                        "--DATA_DIR=" + data);
        int port = Objects.requireNonNull(((WebServerApplicationContext) portal).getWebServer())
                .getPort();
        admin = new Caller(port, Files.readString(data.resolve("admin.key")).strip());
        nobody = new Caller(port, null);
    }

    @AfterEach
    void comesBack() {
        wire.mend();
        String device = await().atMost(GENEROUS)
                .ignoreExceptions()
                .until(
                        () -> register("device-" + UUID.randomUUID(), UUID.randomUUID()),
                        answer -> answer.status() == 201)
                .field("device_id");
        await().atMost(GENEROUS)
                .untilAsserted(() -> admin.get("/device/" + device).is(200));
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(nobody.get("/health").field("status")).isEqualTo("healthy"));
    }

    @AfterAll
    static void stop() throws Exception {
        portal.close();
        wire.close();
    }

    @ParameterizedTest
    @EnumSource
    void isAnsweredInTimeAndDoneOnceWhenAskedForAgain(Wire.Fault fault) throws Exception {
        String name = "device-" + UUID.randomUUID();
        UUID key = UUID.randomUUID();
        wire.failAt(fault);

        long start = System.nanoTime();
        Answer answer = register(name, key);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        answer.isProblem(503, fault.isBeforeCommit() ? "unavailable" : "outcome_unknown");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(taken).isLessThan(FIVE_SECONDS);
        if (fault.stalls()) {
            assertThatEverybodyIsToldInTime();
        }

        wire.mend();
        Answer again = await().atMost(GENEROUS).until(() -> register(name, key), answered -> answered.status() != 503);

        again.is(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed").isPresent())
                .isEqualTo(fault.commits());
        assertThat(database.query("select device_id from device_name where name = '" + name + "'"))
                .containsExactly(again.field("device_id"));
        assertThat(database.query("select payload_type from domain_event_entry where aggregate_identifier = '"
                        + again.field("device_id") + "' order by sequence_number"))
                .containsExactly("DeviceRegistered", "CertificateIssued", "CredentialsPackaged");
    }

    private static void assertThatEverybodyIsToldInTime() {
        for (Caller caller : new Caller[] {nobody, admin}) {
            long start = System.nanoTime();
            Answer health = caller.get("/health").is(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TWO_SECONDS);
            assertThat(health.json().path("checks").path("database").asString()).isEqualTo("unhealthy");
            assertThat(health.json()
                            .path("details")
                            .path("database")
                            .path("problem")
                            .asString())
                    .isEqualTo("no_answer");
        }
        long start = System.nanoTime();
        register("device-" + UUID.randomUUID(), UUID.randomUUID()).isProblem(503, "unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FIVE_SECONDS);
    }

    /** Whatever is changed: each takes another way through our code and the framework's. */
    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE_COMMIT", "CUT_AT_COMMIT", "CUT_AFTER_COMMIT"})
    void isNeverAnInternalError(Wire.Fault fault) throws Exception {
        String key = admin.postJson(
                        "/admin/api-keys",
                        "{\"name\": \"key-%s\", \"roles\": [\"auditor\"]}"
                                .formatted(fault.name().length()))
                .is(201)
                .field("id");
        String device = device();
        Map<String, Supplier<Answer>> changes = new LinkedHashMap<>();
        changes.put(
                "details",
                () -> admin.send(
                        "PATCH",
                        "/device/" + device,
                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                "{\"location\": \"hall " + fault.name().length() + "\"}"),
                        "Content-Type",
                        "application/merge-patch+json"));
        changes.put("suspend", () -> admin.post("/suspend/" + device));
        changes.put("renew", renewal());
        changes.put("revoke", () -> admin.post("/revoke/" + device));
        changes.put("decommission", () -> admin.post("/decommission/" + device));
        changes.put(
                "template",
                () -> admin.putJson(
                        "/acl-templates/type-" + fault.name().length(),
                        "{\"rules\": [{\"topic\": \"devices/{device_id}/a\", \"access\": \"write\"}]}"));
        changes.put(
                "new key",
                () -> admin.postJson(
                        "/admin/api-keys",
                        "{\"name\": \"other-%s\", \"roles\": [\"auditor\"]}"
                                .formatted(fault.name().length())));
        changes.put(
                "no key",
                () -> admin.send(
                        "DELETE", "/admin/api-keys/" + key, java.net.http.HttpRequest.BodyPublishers.noBody()));
        changes.put(
                "import",
                () -> admin.send(
                        "POST",
                        "/imports",
                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                "name,type\nlist-" + fault.name().length() + ",pump\n"),
                        "Content-Type",
                        "text/csv"));
        changes.put("refusal", () -> admin.post("/renew/" + UUID.randomUUID()));

        for (Map.Entry<String, Supplier<Answer>> change : changes.entrySet()) {
            wire.failAt(fault);
            Answer answer = change.getValue().get();
            if (change.getKey().equals("refusal")) {
                answer.isProblem(404, "not_found");
            } else {
                assertThat(answer.status() + " " + answer.field("error"))
                        .as(change.getKey())
                        .isEqualTo("503 " + (fault.isBeforeCommit() ? "unavailable" : "outcome_unknown"));
            }
            wire.mend();
            await().atMost(GENEROUS).until(() -> nobody.get("/health").status() == 200);
        }
    }

    private static Supplier<Answer> renewal() {
        String active = device();
        return () -> admin.postJson("/renew/" + active, "{\"key_algorithm\": \"ec-p256\"}");
    }

    private static String device() {
        return register("device-" + UUID.randomUUID(), UUID.randomUUID())
                .is(201)
                .field("device_id");
    }

    @Test
    void saysThatTheDiskIsFullAndLetsPeopleReadOn() throws Exception {
        String device = device();
        admin.get("/device/" + device).is(200);
        fill();
        try {
            Answer answer = register("device-" + UUID.randomUUID(), UUID.randomUUID());

            answer.isProblem(503, "storage_full");
            assertThat(answer.header("Retry-After")).isEqualTo("30");
            Answer health = nobody.get("/health").is(200);
            assertThat(health.json().path("checks").path("database").asString()).isEqualTo("degraded");
            assertThat(health.json()
                            .path("details")
                            .path("database")
                            .path("problem")
                            .asString())
                    .isEqualTo("disk_full");
            admin.get("/device/" + device).is(200);
        } finally {
            makeRoom();
        }
    }

    /** What a server says that is shutting down, starting, demoted, overloaded, or between two leaders. */
    @ParameterizedTest
    @ValueSource(strings = {"08000", "08006", "25006", "40001", "57014", "57P01", "57P02", "57P03", "57P05", "58030"})
    void isUnavailableWhateverPassingReasonTheServerGives(String state) {
        database.execute("""
            create function fails() returns trigger language plpgsql as $$ begin raise 'fails' using errcode = '%s'; end $$;
            create trigger fails before insert on domain_event_entry execute function fails()
            """.formatted(state));
        try {
            Answer answer = register("device-" + UUID.randomUUID(), UUID.randomUUID());

            answer.isProblem(503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        } finally {
            database.execute("drop trigger fails on domain_event_entry; drop function fails");
        }
    }

    /** As PostgreSQL says it when a file cannot grow. */
    private static void fill() throws SQLException {
        database.execute("""
            create function disk_is_full() returns trigger language plpgsql as
                $$ begin raise 'could not extend file' using errcode = '53100'; end $$;
            create function disk_is_full_for_tables() returns event_trigger language plpgsql as
                $$ begin raise 'could not extend file' using errcode = '53100'; end $$;
            create trigger full_disk before insert on domain_event_entry execute function disk_is_full();
            create event trigger full_disk on ddl_command_start when tag in ('CREATE TABLE AS')
                execute function disk_is_full_for_tables()
            """);
    }

    private static void makeRoom() throws SQLException {
        database.execute("""
            drop event trigger full_disk;
            drop trigger full_disk on domain_event_entry;
            drop function disk_is_full_for_tables;
            drop function disk_is_full
            """);
    }

    private static Answer register(String name, UUID key) {
        return admin.postJson("/register", """
            {"name": "%s", "type": "pump", "key_algorithm": "ec-p256"}\
            """.formatted(name), "Idempotency-Key", key.toString());
    }
}
