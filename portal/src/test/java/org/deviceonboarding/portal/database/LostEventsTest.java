package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.deviceonboarding.testkit.process.FreePort;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A failover to a server that lacks the last commits, as far as the portal sees it: the same database, of a moment ago. */
@DisplayName("A portal that has read events which its database then loses")
class LostEventsTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @Test
    void noticesAndReadsAgainFromWhatIsLeft() throws Exception {
        TestDatabase database = TestPostgres.migrated();
        TestDatabase administration = new TestDatabase(
                database.server(), database.address(), "postgres", database.user(), database.password(), "");
        int port = FreePort.find();
        try (ConfigurableApplicationContext _ = start(database, port)) {
            Caller admin =
                    new Caller(port, Files.readString(data.resolve("admin.key")).strip());
            String kept = admin.register("kept").field("device_id");
            String revoked = admin.register("revoked").field("device_id");
            awaitAcl(List.of(kept, revoked), List.of());
            admin.get("/device/" + revoked).is(200);

            String moment = database.name() + "_moment";
            closed(administration, database.name(), "create database " + moment + " template " + database.name());
            await().atMost(GENEROUS)
                    .until(() -> admin.get("/health").field("status").equals("healthy"));
            String lost = admin.register("lost").field("device_id");
            admin.post("/revoke/" + revoked).is(200);
            awaitAcl(List.of(kept, lost), List.of(revoked));
            long end = head(database);
            closed(
                    administration,
                    database.name(),
                    "alter database " + database.name() + " rename to " + database.name() + "_failed",
                    "alter database " + moment + " rename to " + database.name());

            await().atMost(GENEROUS).untilAsserted(() -> {
                Answer health = admin.get("/health");
                assertThat(problem(health, "database", "problem")).isEqualTo("events_lost");
                assertThat(problem(health, "mqtt_broker", "error"))
                        .contains("The log was seen to lack the policy", "delete that file");
            });
            admin.get("/device/" + lost).isProblem(404, "not_found");
            assertThat(admin.get("/device/" + revoked).is(200).field("status")).isEqualTo("active");
            assertThat(acl()).contains(kept).doesNotContain(revoked);

            // The broker keeps the stricter file though the log gets longer than the one that it was made of.
            List<String> later = List.of(
                    admin.register("later-1").field("device_id"),
                    admin.register("later-2").field("device_id"),
                    admin.register("later-3").field("device_id"));
            await().atMost(GENEROUS).until(() -> newestRefused(database) > end);
            assertThat(acl()).contains(kept).doesNotContain(revoked).doesNotContain(later);
            Files.delete(data.resolve("broker/mosquitto.acl"));
            awaitAcl(later, List.of(lost));
            awaitAcl(List.of(kept, revoked), List.of());
            admin.post("/revoke/" + revoked).is(200);
            awaitAcl(List.of(kept), List.of(revoked));
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(admin.get("/health")
                                    .json()
                                    .path("checks")
                                    .path("mqtt_broker")
                                    .asString())
                            .isEqualTo("healthy"));
            assertThat(database.query("select tampering from ledger_state")).containsOnlyNulls();
            long head = head(database);
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(database.query("select max(position) from ledger_leaf"))
                            .containsExactly(Long.toString(head)));
        }
    }

    private ConfigurableApplicationContext start(TestDatabase database, int port) {
        return new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,query,crl,acl",
                        "--PORT=" + port,
                        "--DEVICE_PORT=off",
                        "--BROKER_MANAGED=false",
                        "--BROKER_PROOF=false",
                        "--BROKER_RELOAD_COMMAND=true",
                        "--DATABASE_URL=" + database.url(),
                        "--DATA_DIR=" + data);
    }

    /** Changes a database while nobody is connected to it. */
    private static void closed(TestDatabase administration, String name, String... changes) {
        administration.execute("alter database " + name + " allow_connections false");
        administration.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        for (String change : changes) {
            await().atMost(GENEROUS).ignoreExceptions().until(() -> {
                administration.execute(change);
                return true;
            });
        }
        administration.execute("alter database " + name + " allow_connections true");
    }

    private static long head(TestDatabase database) {
        return Long.parseLong(database.query("select max(global_index) from domain_event_entry")
                .getFirst());
    }

    /** The newest policy that the broker is on record not to have got. */
    private static long newestRefused(TestDatabase database) {
        return Long.parseLong(database.query("""
            select coalesce(max((payload::jsonb ->> 'position')::bigint), 0) from domain_event_entry
            where payload_type = 'BrokerPolicyRejected'
            """).getFirst());
    }

    private static String problem(Answer health, String part, String detail) {
        return health.json().path("details").path(part).path(detail).asString("");
    }

    private void awaitAcl(List<String> with, List<String> without) {
        await().atMost(GENEROUS).ignoreException(NoSuchFileException.class).untilAsserted(() -> {
            assertThat(acl()).contains(with);
            for (String device : without) {
                assertThat(acl()).doesNotContain(device);
            }
        });
    }

    private String acl() throws Exception {
        return Files.readString(data.resolve("broker/mosquitto.acl"));
    }
}
