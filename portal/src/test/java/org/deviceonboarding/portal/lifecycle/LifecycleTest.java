package org.deviceonboarding.portal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CRLReason;
import java.security.cert.X509CRLEntry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A device's life")
class LifecycleTest {
    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static Running portal;

    @BeforeAll
    static void start() throws Exception {
        database = TestPostgres.empty();
        portal = Running.on(database, data);
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @Test
    void goesFromServiceToHoldAndBackAndToItsEnd() throws Exception {
        String id = register("pump 1").text("device_id");

        assertThat(step("suspend", id, "{\"comment\": \"lost\"}")).isEqualTo("suspended");
        assertShown(id, "suspended", false);
        assertThat(step("resume", id, "{}")).isEqualTo("active");
        assertShown(id, "active", true);
        Running.Answer decommissioned = portal.post("/decommission/" + id);
        assertThat(decommissioned.status()).isEqualTo(200);
        assertThat(decommissioned.text("status")).isEqualTo("decommissioned");
        assertShown(id, "decommissioned", false);
        assertThat(portal.get("/devices?status=decommissioned")
                        .json()
                        .path("items")
                        .findValuesAsString("id"))
                .contains(id);
        assertThat(database.query("select payload ->> 'comment' from event_log where type = 'DeviceSuspended'"
                        + " and device_id = '" + id + "'"))
                .containsExactly("lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "resume", "decommission"})
    void takesTheSameStepOnce(String step) throws Exception {
        String id = register("once-" + step).text("device_id");

        Running.Answer first = portal.post("/" + step + "/" + id);
        Running.Answer second = portal.post("/" + step + "/" + id);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "suspend, renew",
        "suspend, reissue",
        "resume, reissue",
        "revoke, renew",
        "revoke, suspend",
        "revoke, resume",
        "decommission, suspend",
        "decommission, resume",
        "decommission, renew",
        "decommission, reissue",
    })
    void refusesAStepThatDoesNotFit(String before, String step) throws Exception {
        String id = register(before + " then " + step).text("device_id");
        assertThat(portal.post("/" + before + "/" + id).status()).isEqualTo(200);
        long events = events(id);

        Running.Answer refused = portal.post("/" + step + "/" + id, "{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("error")).isEqualTo("conflict");
        assertThat(events(id)).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "resume", "decommission"})
    void wantsAKnownDeviceAndAComfortableComment(String step) throws Exception {
        assertThat(portal.post("/" + step + "/" + UUID.randomUUID()).text("error"))
                .isEqualTo("not_found");
        assertThat(portal.post("/" + step + "/pump").text("error")).isEqualTo("invalid_device_id");
        assertThat(portal.post("/" + step + "/" + UUID.randomUUID(), "{\"comment\": \"two\\nlines\"}")
                        .text("error"))
                .isEqualTo("validation_error");
    }

    @Test
    void endsTheLinkToItsCredentials() throws Exception {
        Running.Answer registered = register("with a link");
        String link = registered.text("credentials_link").replace("http://portal.example", "");
        String id = registered.text("device_id");

        portal.post("/decommission/" + id);

        assertThat(portal.post(link).status()).isEqualTo(410);
    }

    @Test
    void leavesTheLinkToItsCredentialsWhileItIsOnHold() throws Exception {
        Running.Answer registered = register("with a waiting link");
        portal.post("/suspend/" + registered.text("device_id"));

        assertThat(database.query("select zip is not null from credential_bundle where device_id = '"
                        + registered.text("device_id") + "'"))
                .containsExactly("t");
    }

    @Test
    void isOnTheCrlWhileItIsOnHold() throws Exception {
        Running.Answer device = register("held");
        String id = device.text("device_id");

        portal.post("/suspend/" + id);
        assertThat(entry(device))
                .isNotNull()
                .satisfies(entry -> assertThat(entry.getRevocationReason()).isEqualTo(CRLReason.CERTIFICATE_HOLD));
        portal.post("/resume/" + id);
        assertThat(entry(device)).isNull();
    }

    @Test
    void turnsAHoldOnTheCrlIntoARevocationSinceThen() throws Exception {
        Running.Answer device = register("held then revoked");
        String id = device.text("device_id");
        portal.post("/suspend/" + id);
        X509CRLEntry held = entry(device);

        portal.post("/revoke/" + id, "{\"reason\": \"key_compromise\"}");

        assertThat(entry(device).getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
        assertThat(entry(device).getRevocationDate()).isEqualTo(held.getRevocationDate());
    }

    /** The row that is missing, and the table of an earlier version. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from revocation where reason_code = 6",
                "delete from revocation where reason_code <> 6",
                "comment on table revocation is 'shape 1'; alter table revocation drop column not_after",
            })
    void isOnTheSameCrlAfterARebuild(String damage) throws Exception {
        for (String steps : List.of("suspend", "revoke", "suspend revoke", "suspend resume", "decommission")) {
            String id = register(newName()).text("device_id");
            for (String step : steps.split(" ", -1)) {
                assertThat(portal.post("/" + step + "/" + id).status()).isEqualTo(200);
            }
        }
        Map<BigInteger, String> entries = portal.entries();
        List<String> rows = rows();

        portal.close();
        database.execute(damage);
        portal = Running.on(database, data);
        Running.Answer next = register(newName());
        portal.post("/suspend/" + next.text("device_id")); // has a new CRL signed

        assertThat(portal.entries()).containsAllEntriesOf(entries).hasSize(entries.size() + 1);
        assertThat(rows()).containsAll(rows).hasSize(rows.size() + 1);
        assertThat(database.query("select rows from log_reader where name = 'crl'"))
                .isEqualTo(database.query("select count(*) from revocation"));
    }

    private static List<String> rows() throws Exception {
        return database.query("select row(serial, revoked_at, reason_code, not_after) from revocation");
    }

    private static String newName() {
        return "device-" + UUID.randomUUID();
    }

    private static Running.Answer register(String name) throws Exception {
        Running.Answer answer = portal.register(name);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer;
    }

    private static String step(String step, String id, String body) throws Exception {
        long events = events(id);
        Running.Answer answer = portal.post("/" + step + "/" + id, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.text("device_id")).isEqualTo(id);
        assertThat(events(id)).isEqualTo(events + 1);
        assertThat(answer.json().path("position").asLong()).isEqualTo(position(id));
        return answer.text("status");
    }

    private static void assertShown(String id, String status, boolean topics) throws Exception {
        Running.Answer device = portal.get("/device/" + id);
        assertThat(device.text("status")).isEqualTo(status);
        assertThat(device.json().path("topics").isEmpty()).isNotEqualTo(topics);
    }

    private static X509CRLEntry entry(Running.Answer registered) throws Exception {
        return portal.crl().getRevokedCertificate(new BigInteger(registered.text("certificate_serial"), 16));
    }

    private static long events(String id) throws Exception {
        return Long.parseLong(database.query("select count(*) from event_log where aggregate_id = '" + id + "'")
                .getFirst());
    }

    private static long position(String id) throws Exception {
        return Long.parseLong(database.query("select max(position) from event_log where aggregate_id = '" + id + "'")
                .getFirst());
    }
}
