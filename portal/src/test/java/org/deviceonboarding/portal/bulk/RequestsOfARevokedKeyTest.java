package org.deviceonboarding.portal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deviceonboarding.command.approval.FourEyesProperties;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A key that is revoked while its jobs and approvals are under way")
class RequestsOfARevokedKeyTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Autowired
    private FourEyesProperties fourEyes;

    @AfterEach
    void oneMayDecideAlone() {
        fourEyes.actions().clear();
    }

    /** Somebody with a key of their own. */
    private record Holder(Caller caller, String keyId) {}

    private Holder holder(String role) {
        Answer made = admin().postJson(
                        "/admin/api-keys",
                        "{\"name\": \"k-%s\", \"roles\": [\"%s\"]}".formatted(UUID.randomUUID(), role))
                .is(201);
        return new Holder(new Caller(admin().port(), made.field("key")), made.field("id"));
    }

    private long revoke(Holder holder) {
        return admin().send("DELETE", "/admin/api-keys/" + holder.keyId(), BodyPublishers.noBody())
                .is(200)
                .json()
                .path("position")
                .asLong();
    }

    @Test
    void stopsItsImports() {
        Holder holder = holder("operator");
        String list = IntStream.range(0, 300)
                .mapToObj(i -> newName() + ",pump\n")
                .collect(Collectors.joining("", "name,type\n", ""));
        String job = holder.caller()
                .send("POST", "/imports", BodyPublishers.ofString(list), "Content-Type", "text/csv")
                .is(202)
                .field("import_id");

        stopped("/imports/" + job, holder, "ImportCancelled", "registered");
    }

    @Test
    void stopsItsRenewals() {
        Holder holder = holder("operator");
        String type = "t" + UUID.randomUUID();
        for (int i = 0; i < 40; i++) {
            register(holder.caller(), type);
        }
        String job = holder.caller()
                .postJson("/bulk/renew", """
                {"filter": {"type": "%s"}, "key_algorithm": "rsa-3072", "expected_count": 40}""".formatted(type))
                .is(202)
                .field("bulk_id");

        stopped("/bulk/" + job, holder, "BulkCancelled", "done");
    }

    private void stopped(String path, Holder holder, String event, String done) {
        long revoked = revoke(holder);

        JsonNode job = admin().get(path).is(200).json();
        assertThat(job.path("status").asString()).isEqualTo("cancelled");
        assertThat(job.path("stop_reason").asString()).isEqualTo("key_revoked");
        assertThat(admin().get(path + "/results").text()).containsPattern(",cancelled,key_revoked,\\r?\\n");
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(jdbc.sql("""
                        select payload::jsonb ->> 'reason', meta_data::jsonb ->> 'actor' from domain_event_entry
                        where payload_type = :type and aggregate_identifier = :id
                        """)
                        .param("type", event)
                        .param("id", "bulk/" + id)
                        .query((row, _) -> row.getString(1) + " " + row.getString(2))
                        .single())
                .isEqualTo("key_revoked portal");
        List<Long> issued =
                jdbc.sql("""
                        select global_index from domain_event_entry where payload_type = 'CertificateIssued'
                        and coalesce(meta_data::jsonb ->> 'import_id', meta_data::jsonb ->> 'bulk_id') = :id
                        """).param("id", id).query((row, _) -> row.getLong(1)).list();
        assertThat(issued)
                .hasSize(job.path(done).asInt())
                .allSatisfy(position -> assertThat(position).isLessThan(revoked));
    }

    @Test
    void stopsWhatWaitsForASecondPersonAndWouldGiveAccess() {
        fourEyes.actions().addAll(List.of(ApprovalAction.ACL_TEMPLATE, ApprovalAction.MASS_REVOCATION));
        Holder holder = holder("admin");
        String type = "t" + UUID.randomUUID();
        register(holder.caller(), type);
        String template =
                holder.caller().putJson("/acl-templates/" + type, """
                {"rules": [{"access": "read", "topic": "devices/{device_id}/cmd"}]}""").is(202).field("approval_id");
        Answer renewal =
                holder.caller().postJson("/bulk/renew", """
                {"filter": {"type": "%s"}, "key_algorithm": "ec-p256", "revoke_previous": true, "expected_count": 1}""".formatted(type)).is(202);

        revoke(holder);

        for (String approval : List.of(template, renewal.field("approval_id"))) {
            JsonNode shown = admin().get("/approvals/" + approval).is(200).json();
            assertThat(shown.path("status").asString()).isEqualTo("rejected");
            assertThat(shown.path("decided_by").asString()).isEqualTo("portal");
            assertThat(shown.path("decision_comment").asString()).isEqualTo("The key that asked for it is revoked");
            admin().post("/approvals/" + approval + "/approve").isProblem(409, "conflict");
        }
        assertThat(admin().get("/bulk/" + renewal.field("bulk_id")).field("status"))
                .isEqualTo("cancelled");
    }

    @Test
    void goesOnToTakeAccessAwayAndOnlyAnAdministratorStopsThat() {
        fourEyes.actions().addAll(List.of(ApprovalAction.DECOMMISSION, ApprovalAction.MASS_REVOCATION));
        Holder holder = holder("operator");
        String type = "t" + UUID.randomUUID();
        String gone = register(holder.caller(), type);
        String kept = register(holder.caller(), type);
        String decommission =
                holder.caller().post("/decommission/" + gone).is(202).field("approval_id");
        String another = holder.caller().post("/decommission/" + kept).is(202).field("approval_id");
        Answer revocation =
                holder.caller().postJson("/bulk/revoke", """
                {"filter": {"type": "%s"}, "expected_count": 2}""".formatted(type)).is(202);

        revoke(holder);

        assertThat(gauge()).isGreaterThanOrEqualTo(3);
        for (String approval : List.of(decommission, another, revocation.field("approval_id"))) {
            operator().post("/approvals/" + approval + "/reject").isProblem(403, "forbidden");
        }
        admin().post("/approvals/" + another + "/reject").is(200);
        operator().post("/approvals/" + decommission + "/approve").is(200);
        operator()
                .post("/approvals/" + revocation.field("approval_id") + "/approve")
                .is(200);
        String job = "/bulk/" + revocation.field("bulk_id");
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(admin().get(job).field("status")).isEqualTo("completed"));
        assertThat(admin().get("/device/" + gone).field("status")).isEqualTo("decommissioned");
        assertThat(admin().get("/device/" + kept).field("status")).isEqualTo("revoked");
    }

    private double gauge() {
        return admin().get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("revoked_key_requests"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String register(Caller caller, String type) {
        return caller.postJson("/register", """
                {"name": "%s", "type": "%s", "key_algorithm": "ec-p256"}""".formatted(newName(), type))
                .is(201)
                .field("device_id");
    }
}
