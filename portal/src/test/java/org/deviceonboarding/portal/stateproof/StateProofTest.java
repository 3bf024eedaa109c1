package org.deviceonboarding.portal.stateproof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A proof of state")
class StateProofTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private Caller operator;
    private Upkeep upkeep;

    @Autowired
    private DataSource database;

    @Autowired
    private EventStore log;

    @BeforeEach
    void logIn() {
        operator = operator();
        upkeep = new Upkeep(auditor(), admin());
    }

    @AfterEach
    void forgetWhatWasFound() {
        jdbc.sql("delete from upkeep_task").update();
    }

    @Test
    void namesWhatIsWrongAndLeavesItUntilARebuild() {
        String document = registered();
        String column = registered();
        String lost = registered();
        String revoked = registered();
        String invented = UUID.randomUUID().toString();
        caughtUp(operator.post("/revoke/" + revoked).is(200));
        String serial = operator.get("/device/" + revoked)
                .json()
                .path("certificate")
                .path("serial")
                .asString();
        upkeep.rebuild("devices"); // whatever other tests did
        upkeep.rebuild("crl");

        execute("update device_model set model = replace(model, name, name || 'x') where device_id = ?", document);
        execute("update device_model set status = 'suspended' where device_id = ?", column);
        execute("delete from device_model where device_id = ?", lost);
        execute(
                "insert into device_model select '" + invented + "', name, type, location, status, labels,"
                        + " registered_at, expires_at, certificate_state, model, search from device_model where device_id = ?",
                column);
        execute(
                "update revocation set revoked_at = revoked_at + interval '1 day' where serial = ?",
                SerialNumber.parse(serial).hex());

        JsonNode proof = upkeep.prove();

        assertThat(proof.path("state").asString()).isEqualTo("differs");
        assertThat(Upkeep.keys(proof, "devices")).containsExactlyInAnyOrder(document, column, lost, invented);
        assertThat(Upkeep.keys(proof, "crl")).containsExactly("revocation " + serial);
        assertThat(difference(proof, column).path("expected").asString()).isEqualTo("{status=active}");
        assertThat(difference(proof, column).path("found").asString()).isEqualTo("{status=suspended}");
        assertThat(difference(proof, lost).path("found").asString()).isEqualTo("no row");
        assertThat(difference(proof, invented).path("expected").asString()).isEqualTo("no row");
        assertThat(proof.path("differences_total").asLong()).isGreaterThanOrEqualTo(5);
        assertThat(proof.path("percent").asInt()).isEqualTo(100);
        assertThat(proof.path("checked").path("devices").asLong()).isGreaterThanOrEqualTo(5);
        assertThat(proof.path("position").asLong()).isPositive();
        JsonNode health = nobody().get("/health").is(200).json();
        assertThat(health.path("checks").path("projections").asString()).isEqualTo("degraded");
        await().atMost(GENEROUS).until(() -> metric() >= 5);

        JsonNode again = upkeep.prove();
        assertThat(Upkeep.keys(again, "devices")).containsExactlyInAnyOrder(document, column, lost, invented);
        assertThat(Upkeep.keys(again, "crl")).containsExactly("revocation " + serial);

        upkeep.rebuild("devices");
        upkeep.rebuild("crl");

        JsonNode repaired = upkeep.prove();
        assertThat(Upkeep.part(repaired, "devices").path("state").asString()).isEqualTo("agreed");
        assertThat(Upkeep.part(repaired, "crl").path("state").asString()).isEqualTo("agreed");
        assertThat(operator.get("/device/" + lost).is(200).field("status")).isEqualTo("active");
        operator.get("/device/" + invented).is(404);
    }

    @Test
    void namesACrlThatGivesAccessBack() {
        String forgotten = revokedSerial();
        upkeep.rebuild("crl");
        execute(
                "delete from revocation where serial = ?",
                SerialNumber.parse(forgotten).hex());
        revokedSerial(); // which is what a CRL is signed for, without the other

        JsonNode proof = upkeep.prove();

        assertThat(Upkeep.keys(proof, "crl"))
                .containsExactlyInAnyOrder("revocation " + forgotten, "crl " + newestCrl() + " " + forgotten);

        upkeep.rebuild("crl");
        jdbc.sql("update crl set der = set_byte(der, length(der) - 1, (get_byte(der, length(der) - 1) + 1) % 256)"
                        + " where number = (select max(number) from crl)")
                .update();
        assertThat(Upkeep.keys(upkeep.prove(), "crl")).containsExactly("crl " + newestCrl());

        upkeep.rebuild("crl");
        assertThat(Upkeep.part(upkeep.prove(), "crl").path("state").asString()).isEqualTo("agreed");
    }

    @Test
    void failsIfItsProcessDiedOrNobodyTakesItUp() {
        jdbc.sql("""
                        insert into upkeep_task (kind, projection, id, state, requested_at)
                        values ('proof', 'dead', gen_random_uuid(), 'running', now()),
                               ('proof', 'orphaned', gen_random_uuid(), 'waiting', now() - interval '1 hour')
                        """).update();

        await().atMost(GENEROUS)
                .until(() -> jdbc.sql("select count(*) from upkeep_task where state = 'failed'")
                                .query(Long.class)
                                .single()
                        == 2);
        assertThat(upkeep.proof().path("state").asString()).isEqualTo("failed");
    }

    @Test
    void namesTemplatesAndReceiptsThatAreNotWhatTheLogSays() {
        String type = "type-" + UUID.randomUUID();
        caughtUp(admin().putJson("/acl-templates/" + type, """
                {"rules": [{"access": "write", "topic": "devices/{device_id}/up"}]}""").is(200));
        BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
        long receipt = append(receipt(broker, 1, Sha256.of(new byte[] {1})));
        await().atMost(GENEROUS)
                .until(() -> operator.get("/brokers").is(200).text().contains(broker.value()));
        upkeep.rebuild("templates");
        upkeep.rebuild("brokers");
        execute("update acl_template set model = replace(model, '/up', '/#') where type = ?", type);
        execute("update broker_receipt set position = 77 where broker_id = ?", broker.value());
        execute("insert into broker_receipt values (?, 1, 1, now(), null)", broker.value());
        execute(
                "update broker set model = replace(model, '\"sessions_ended\":3', '\"sessions_ended\":4')"
                        + " where broker_id = ?",
                broker.value());

        JsonNode proof = upkeep.prove();

        assertThat(Upkeep.keys(proof, "templates")).containsExactly(type);
        assertThat(Upkeep.keys(proof, "brokers"))
                .containsExactlyInAnyOrder(broker.value(), broker + " 1", broker + " " + receipt);

        upkeep.rebuild("templates");
        upkeep.rebuild("brokers");
        JsonNode repaired = upkeep.prove();
        assertThat(Upkeep.part(repaired, "templates").path("state").asString()).isEqualTo("agreed");
        assertThat(Upkeep.part(repaired, "brokers").path("state").asString()).isEqualTo("agreed");
    }

    @Test
    void rendersTheFileThatEachBrokerSaysItEnforces() throws SQLException {
        registered();
        BrokerPolicy policy = policy();
        BrokerId honest = new BrokerId("broker-" + UUID.randomUUID());
        BrokerId other = new BrokerId("broker-" + UUID.randomUUID());
        append(receipt(
                honest, policy.position(), Sha256.of(AclFile.of(policy).render().getBytes(UTF_8))));
        append(receipt(other, policy.position(), Sha256.of(new byte[] {1})));

        List<String> keys = Upkeep.keys(upkeep.prove(), "acl");

        assertThat(keys).contains(other + " at " + policy.position()).noneMatch(key -> key.startsWith(honest.value()));
    }

    @Test
    void isForAuditorsAndAMendedProjectionForAdministrators() {
        operator.post("/audit/state-proof").isProblem(403, "forbidden");
        operator.get("/audit/state-proof").isProblem(403, "forbidden");
        upkeep.auditor().get("/audit/state-proof").isProblem(404, "not_found");
        upkeep.auditor().post("/audit/state-proof?now=1").isInvalid("now");
        upkeep.auditor().post("/admin/projections/devices/rebuild").isProblem(403, "forbidden");
        upkeep.auditor().get("/admin/projections").isProblem(403, "forbidden");
        admin().post("/admin/projections/acl/rebuild").isProblem(404, "not_found");
        admin().post("/admin/projections/devices/rebuild?fast=1").isInvalid("fast");
        assertThat(admin().get("/admin/projections")
                        .is(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("name").asString()))
                .containsExactly("devices", "templates", "brokers", "crl", "reviews");
        assertThat(upkeep.projection("crl").path("position").asLong()).isPositive();
        assertThat(upkeep.projection("devices").path("state").asString()).isEqualTo("live");
    }

    private String registered() {
        String id = operator.register(newName()).field("device_id");
        operator.get("/device/" + id).is(200);
        return id;
    }

    private String revokedSerial() {
        String id = registered();
        String serial = operator.get("/device/" + id)
                .json()
                .path("certificate")
                .path("serial")
                .asString();
        caughtUp(operator.post("/revoke/" + id).is(200));
        return serial;
    }

    private String newestCrl() {
        return jdbc.sql("select max(number)::text from crl").query(String.class).single();
    }

    private void caughtUp(Answer change) {
        nobody().get("/crl?min_position=" + change.json().path("position").asLong())
                .is(200);
    }

    private static JsonNode difference(JsonNode proof, String key) {
        return proof.path("differences")
                .valueStream()
                .filter(difference -> difference.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void execute(String sql, String parameter) {
        assertThat(jdbc.sql(sql).param(parameter).update()).isPositive();
    }

    private double metric() {
        return nobody().get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("state_proof_differences"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private BrokerPolicy policy() throws SQLException {
        BrokerPolicy[] policy = {BrokerPolicy.empty(AclStrategy.EXPLICIT)};
        try (Connection connection = database.getConnection()) {
            LogPages pages = new LogPages(connection);
            pages.read(0, pages.head(), Set.of(), page -> {
                for (Recorded<OnboardingEvent> event : page) {
                    policy[0] = policy[0].after(event);
                }
            });
        }
        return policy[0];
    }

    private static BrokerPolicyEnforced receipt(BrokerId broker, long position, Sha256 acl) {
        return new BrokerPolicyEnforced(
                broker,
                position,
                AclStrategy.EXPLICIT,
                acl,
                Sha256.of(new byte[] {2}),
                BigInteger.TEN,
                3,
                new CanaryReport(true, true, true, true),
                null,
                null);
    }

    private long append(OnboardingEvent event) {
        var message = GenericEventMessage.asEventMessage(event);
        log.publish(message);
        return jdbc.sql("select global_index from domain_event_entry where event_identifier = :id")
                .param("id", message.getIdentifier())
                .query(Long.class)
                .single();
    }
}
