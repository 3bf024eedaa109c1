package org.deviceonboarding.portal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.deviceonboarding.command.approval.FourEyesProperties;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A change of many devices")
class BulkTest extends PortalTest {
    @Autowired
    private FourEyesProperties fourEyes;

    @AfterEach
    void oneMayDecideAlone() {
        fourEyes.actions().clear();
    }

    @Test
    void isShownFirstAndThenDoneInFewTransactions() {
        Caller operator = operator();
        String type = register(operator, 3);

        Answer preview = operator.postJson("/bulk/revoke", revoke(type, "\"preview\": true"))
                .is(200);
        assertThat(preview.json().path("count").asInt()).isEqualTo(3);
        assertThat(preview.json().path("sample").path(0).has("name")).isTrue();
        operator.postJson("/bulk/revoke", revoke(type, "\"expected_count\": 2")).isProblem(409, "conflict");
        operator.postJson("/bulk/revoke", revoke(type, "\"preview\": false")).isInvalid("expected_count");
        operator.postJson(
                        "/bulk/revoke",
                        revoke(type, "\"expected_count\": 3, \"expected_digest\": \"" + "0".repeat(64) + '"'))
                .isProblem(409, "conflict");
        operator.postJson("/bulk/revoke", revoke(type, "\"expected_count\": 3, \"expected_digest\": \"?\""))
                .isInvalid("expected_digest");
        String key = UUID.randomUUID().toString();
        String asSeen = "\"expected_count\": 3, \"expected_digest\": \"" + preview.field("digest") + '"';
        Answer started = operator.postJson("/bulk/revoke", revoke(type, asSeen), "Idempotency-Key", key)
                .is(202);
        assertThat(operator.postJson("/bulk/revoke", revoke(type, asSeen), "Idempotency-Key", key)
                        .is(202)
                        .text())
                .isEqualTo(started.text());
        JsonNode done = awaitOver(operator, "/bulk/" + started.field("bulk_id"));

        assertThat(done.path("done").asInt()).isEqualTo(3);
        assertThat(done.path("action").asString()).isEqualTo("revoke");
        assertThat(done.has("credentials_link")).isFalse();
        assertThat(operator.get("/devices?status=revoked&type=" + type).json().path("items"))
                .hasSize(3);
        assertThat(operator.get("/bulk/" + started.field("bulk_id") + "/results")
                        .text())
                .contains(",revoked,");
        operator.get("/imports/" + started.field("bulk_id")).isProblem(404, "not_found");
    }

    @Test
    void givesNewCredentialsInOneDownload() {
        Caller operator = operator();
        String type = register(operator, 2);
        Answer started = operator.postJson("/bulk/renew", """
                {"filter": {"type": "%s"}, "key_algorithm": "ec-p256", "expected_count": 2}""".formatted(type)).is(202);

        JsonNode done = awaitOver(operator, "/bulk/" + started.field("bulk_id"));

        assertThat(done.path("done").asInt()).isEqualTo(2);
        assertThat(started.field("credentials_password")).hasSize(24);
        assertThat(done.path("credentials_link").asString()).startsWith(PUBLIC_URL + "/credentials/batch/");
    }

    @Test
    void namesWhatIsWrongWithItsFilter() {
        Caller operator = operator();
        operator.postJson(
                        "/bulk/revoke", "{\"filter\": {\"colour\": \"red\", \"status\": \"happy\"}, \"preview\": true}")
                .isInvalid("colour", "status");
        operator.postJson("/bulk/revoke", "{\"filter\": {\"limit\": \"1\"}, \"preview\": true}")
                .isInvalid("limit");
        operator.postJson("/bulk/revoke", "{\"preview\": true}").isInvalid("filter");
        operator.postJson("/bulk/revoke", "{\"device_ids\": [\"%s\"], \"preview\": true}".formatted(UUID.randomUUID()))
                .isInvalid("device_ids");
        auditor().postJson("/bulk/revoke", "{\"preview\": true}").isProblem(403, "forbidden");
    }

    @Test
    void waitsForASecondPersonWhoGrantsItOnce() throws Exception {
        fourEyes.actions().add(ApprovalAction.MASS_REVOCATION);
        Caller requester = operator();
        String type = register(requester, 2);
        String key = UUID.randomUUID().toString();
        Answer asked = requester
                .postJson("/bulk/revoke", revoke(type, "\"expected_count\": 2"), "Idempotency-Key", key)
                .is(202);
        assertThat(requester
                        .postJson("/bulk/revoke", revoke(type, "\"expected_count\": 2"), "Idempotency-Key", key)
                        .is(202)
                        .text())
                .isEqualTo(asked.text());
        String bulk = "/bulk/" + asked.field("bulk_id");
        String approval = "/approvals/" + asked.field("approval_id");
        requester.register(newName()); // others come after the selection was frozen
        requester.postJson("/register", """
                {"name": "%s", "type": "%s", "key_algorithm": "ec-p256"}""".formatted(newName(), type)).is(201);

        assertThat(asked.field("status")).isEqualTo("awaiting_approval");
        requester.post(approval + "/approve").isProblem(409, "conflict");
        auditor().post(approval + "/approve").isProblem(403, "forbidden");
        assertThat(auditor().get("/approvals?status=pending").is(200).text()).contains(asked.field("approval_id"));
        List<Integer> statuses = atOnce(List.of(operator(), operator(), operator()), approval + "/approve");

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409);
        JsonNode done = awaitOver(requester, bulk);
        assertThat(done.path("done").asInt()).isEqualTo(2);
        assertThat(requester.get("/devices?status=active&type=" + type).json().path("items"))
                .hasSize(1);
        String metadata = jdbc.sql("""
                        select meta_data from domain_event_entry where payload_type = 'CertificateRevoked'
                        and meta_data::jsonb ->> 'bulk_id' = :bulk limit 1
                        """)
                .param("bulk", asked.field("bulk_id"))
                .query(String.class)
                .single();
        assertThat(metadata)
                .contains("\"actor\":\"" + requester.get(approval).field("requested_by") + "\"")
                .contains("\"approved_by\":\"" + requester.get(approval).field("decided_by") + "\"");
    }

    @Test
    void isNotGrantedByTheRequesterUnderAnotherName() {
        fourEyes.actions().add(ApprovalAction.DECOMMISSION);
        Caller alice = withKey(admin(), "alice", "admin");
        Caller madeByAlice = withKey(alice, "carol", "admin");
        Caller madeThroughIt = withKey(madeByAlice, "dave", "operator");
        Caller alicesOther = withKey(admin(), "Alice", "operator");
        Caller bob = withKey(admin(), "bob", "operator");
        String id = alice.register(newName()).field("device_id");
        String approval =
                "/approvals/" + alice.post("/decommission/" + id).is(202).field("approval_id");

        for (Caller same : List.of(alice, alicesOther, madeByAlice, madeThroughIt)) {
            same.post(approval + "/approve").isProblem(409, "conflict");
            assertThat(alice.get(approval).field("status")).isEqualTo("pending");
        }
        Answer granted = bob.post(approval + "/approve").is(200);

        JsonNode shown = bob.get(approval).json();
        assertThat(shown.path("status").asString()).isEqualTo("approved");
        assertThat(shown.path("requester_owner").asString()).isEqualTo("alice");
        assertThat(shown.path("decider_owner").asString()).isEqualTo("bob");
        assertThat(owners("ApprovalRequested", granted.field("id"))).containsExactly("alice");
        assertThat(owners("ApprovalGranted", granted.field("id"))).containsExactly("bob");
        assertThat(auditor()
                        .get("/audit/events?type=ApprovalGranted&after=" + (position(granted) - 1))
                        .json()
                        .path("items")
                        .path(0)
                        .path("owner")
                        .asString())
                .isEqualTo("bob");
        assertThat(alice.get("/device/" + id).field("status")).isEqualTo("decommissioned");
    }

    private static long position(Answer answer) {
        return answer.json().path("position").asLong();
    }

    private Caller withKey(Caller maker, String owner, String role) {
        Answer made = maker.postJson("/admin/api-keys", """
                        {"name": "key-%s", "owner": "%s", "roles": ["%s"]}""".formatted(UUID.randomUUID(), owner, role))
                .is(201);
        return new Caller(maker.port(), made.field("key"));
    }

    private List<@Nullable String> owners(String type, String approval) {
        return jdbc.sql("""
                        select meta_data::jsonb ->> 'owner' from domain_event_entry
                        where payload_type = :type and payload::jsonb ->> 'approval_id' = :approval
                        """)
                .param("type", type)
                .param("approval", approval)
                .query(String.class)
                .list();
    }

    @Test
    void bringsNothingBackThatLostAccessWhileItWaited() {
        fourEyes.actions().add(ApprovalAction.MASS_REVOCATION);
        Caller requester = operator();
        String type = register(requester, 4);
        List<String> ids = new ArrayList<>();
        requester
                .get("/devices?type=" + type)
                .json()
                .path("items")
                .forEach(device -> ids.add(device.path("id").asString()));
        Answer asked = requester.postJson("/bulk/renew", """
                {"filter": {"type": "%s"}, "key_algorithm": "ec-p256", "revoke_previous": true, "expected_count": 4}""".formatted(type)).is(202);
        requester.post("/revoke/" + ids.get(0)).is(200);
        requester.post("/suspend/" + ids.get(1)).is(200);
        requester.post("/resume/" + ids.get(1)).is(200);
        requester.post("/revoke/" + ids.get(2)).is(200);
        requester
                .postJson("/reissue/" + ids.get(2), "{\"key_algorithm\": \"ec-p256\"}")
                .is(201);

        operator().post("/approvals/" + asked.field("approval_id") + "/approve").is(200);
        String job = "/bulk/" + asked.field("bulk_id");
        JsonNode done = awaitOver(requester, job);

        assertThat(done.path("done").asInt()).isOne();
        assertThat(done.path("refused").asInt()).isEqualTo(3);
        String results = requester.get(job + "/results").text();
        ids.subList(0, 3)
                .forEach(id -> assertThat(results).containsPattern(Pattern.quote(id) + ",,refused,conflict,\r?\n"));
        assertThat(results).containsPattern(Pattern.quote(ids.get(3)) + ",[0-9a-f]+,renewed,,\r?\n");
        assertThat(requester.get("/device/" + ids.get(0)).field("status")).isEqualTo("revoked");
    }

    @Test
    void replacesTheTemplateThatItWasProposedForAndNoOther() {
        fourEyes.actions().add(ApprovalAction.ACL_TEMPLATE);
        String type = newName().substring(0, 30);
        String rules = "{\"rules\": [{\"access\": \"read\", \"topic\": \"devices/{device_id}/%s\"}]}";
        Caller author = withKey(admin(), "author", "admin");
        Answer first = author.putJson("/acl-templates/" + type, rules.formatted("first"))
                .is(202);
        Answer second = author.putJson("/acl-templates/" + type, rules.formatted("second"))
                .is(202);

        admin().post("/approvals/" + second.field("approval_id") + "/approve").is(200);
        admin().post("/approvals/" + first.field("approval_id") + "/approve").isProblem(409, "conflict");

        assertThat(admin().get("/acl-templates/" + type).is(200).text())
                .contains("/second")
                .doesNotContain("/first");
        assertThat(admin().get("/approvals/" + first.field("approval_id")).field("status"))
                .isEqualTo("pending");
    }

    @Test
    void isDroppedIfItIsRejected() {
        fourEyes.actions().add(ApprovalAction.MASS_REVOCATION);
        Caller requester = operator();
        String type = register(requester, 1);
        Answer asked = requester
                .postJson("/bulk/revoke", revoke(type, "\"expected_count\": 1"))
                .is(202);

        operator()
                .postJson("/approvals/" + asked.field("approval_id") + "/reject", "{\"comment\": \"no\"}")
                .is(200);

        assertThat(requester.get("/bulk/" + asked.field("bulk_id")).field("status"))
                .isEqualTo("cancelled");
        operator().post("/approvals/" + asked.field("approval_id") + "/approve").isProblem(409, "conflict");
        assertThat(requester.get("/devices?status=active&type=" + type).json().path("items"))
                .hasSize(1);
    }

    @Test
    void isNoWayRoundAnApprovalOfDecommissioningOrTemplates() {
        fourEyes.actions().addAll(List.of(ApprovalAction.DECOMMISSION, ApprovalAction.ACL_TEMPLATE));
        Caller requester = operator();
        String id = requester.register(newName()).field("device_id");
        String type = newName().substring(0, 30);

        Answer decommission = requester
                .postJson("/decommission/" + id, "{\"comment\": \"old\"}")
                .is(202);
        requester.post("/decommission/" + UUID.randomUUID()).isProblem(404, "not_found");
        Answer template = admin().putJson("/acl-templates/" + type, """
                {"rules": [{"access": "read", "topic": "devices/{device_id}/cmd"}]}""").is(202);
        assertThat(requester.get("/device/" + id).field("status")).isEqualTo("active");
        operator()
                .post("/approvals/" + template.field("approval_id") + "/approve")
                .isProblem(403, "forbidden");
        operator()
                .post("/approvals/" + decommission.field("approval_id") + "/approve")
                .is(200);

        assertThat(requester.get("/device/" + id).field("status")).isEqualTo("decommissioned");
        assertThat(admin().get("/approvals/" + template.field("approval_id"))
                        .json()
                        .path("request")
                        .path("type")
                        .asString())
                .isEqualTo(type);
    }

    private static List<Integer> atOnce(List<Caller> callers, String path) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = callers.stream()
                    .map(caller -> threads.submit(() -> caller.post(path).status()))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    /** Some devices of a type of their own. */
    private static String register(Caller operator, int devices) {
        String type = newName().substring(0, 30);
        IntStream.range(0, devices)
                .forEach(_ -> operator.postJson("/register", """
                                {"name": "%s", "type": "%s", "key_algorithm": "ec-p256"}""".formatted(newName(), type))
                        .is(201));
        return type;
    }

    private static String revoke(String type, String how) {
        return "{\"filter\": {\"type\": \"%s\"}, \"reason\": \"key_compromise\", %s}".formatted(type, how);
    }

    private static JsonNode awaitOver(Caller caller, String path) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> List.of("completed", "cancelled")
                        .contains(caller.get(path).is(200).field("status")));
        return caller.get(path).json();
    }
}
