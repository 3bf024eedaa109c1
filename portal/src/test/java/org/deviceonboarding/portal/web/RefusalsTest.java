package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A refused change")
class RefusalsTest extends PortalTest {
    private Caller operator;
    private Answer registered;
    private String id;

    @BeforeEach
    void register() {
        operator = operator();
        registered = operator.register(newName());
        id = registered.field("device_id");
    }

    @Test
    void isInTheHistoryWithWhoAsked() {
        Caller auditor = auditor();
        auditor.post("/revoke/" + id, "X-Request-Id", "ticket-4712", "User-Agent", "onboard/1.0")
                .isProblem(403, "forbidden");

        JsonNode event = history().getLast();

        assertThat(event.path("type").asString()).isEqualTo("CommandRefused");
        assertThat(event.path("payload").toString())
                .isEqualTo("{\"command\":\"revoke\",\"device_id\":\"%s\",\"code\":\"forbidden\"}".formatted(id));
        assertThat(event.path("actor").asString()).isEqualTo(name(auditor, "auditor"));
        assertThat(event.path("auth").asString()).isEqualTo("api_key");
        assertThat(event.path("address").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(event.path("correlation_id").asString()).isEqualTo("ticket-4712");
        assertThat(event.path("user_agent").asString()).isEqualTo("onboard/1.0");
    }

    @Test
    void isInTheHistoryWhateverTheReason() {
        String name = operator.get("/device/" + id).field("name");
        operator.postJson("/register", "{\"name\": \"%s\", \"type\": \"a\"}".formatted(name))
                .isProblem(409, "duplicate_name");
        operator.postJson("/renew/" + id, "{\"csr\": \"-----BEGIN CERTIFICATE REQUEST-----\\nAAAA\"}")
                .isProblem(400, "invalid_csr");
        operator.postJson("/revoke/" + UUID.randomUUID(), "{}").isProblem(404, "not_found");
        operator.putJson("/acl-templates/pump", "{\"rules\": []}").isProblem(403, "forbidden");
        operator.post("/decommission/" + id).is(200);
        operator.post("/resume/" + id).isProblem(409, "conflict");

        assertThat(refused(name(operator, "operator")))
                .containsExactly(
                        "register duplicate_name",
                        "renew invalid_csr",
                        "revoke not_found",
                        "define_acl_template forbidden",
                        "resume conflict");
    }

    @Test
    void isNoSlipOfThePenAndNoGuess() {
        long before = all();
        operator.postJson("/register", "{").isProblem(400, "invalid_json");
        operator.postJson("/register", "{}").isInvalid("name", "type");
        operator.postJson("/revoke/" + id, "{\"reason\": \"x\"}").isProblem(400, "validation_error");
        operator.post("/revoke/x").isProblem(400, "invalid_device_id");
        operator.post("/nothing").isProblem(404, "not_found");
        operator.get("/device/" + UUID.randomUUID()).isProblem(404, "not_found");
        operator.get("/audit/events").isProblem(403, "forbidden");
        operator.post("/credentials/unknown").isProblem(404, "not_found");
        nobody().post("/revoke/" + id).isProblem(401, "unauthorized");
        new Caller(operator.port(), "guess").post("/revoke/" + id).isProblem(401, "unauthorized");

        assertThat(all()).isEqualTo(before);
    }

    @Test
    void changesNothingOfTheDevice() {
        JsonNode before = operator.get("/device/" + id).is(200).json();
        for (int i = 0; i < 5; i++) {
            auditor().post("/revoke/" + id).isProblem(403, "forbidden");
        }

        assertThat(operator.get("/device/" + id).is(200).json()).isEqualTo(before);
        assertThat(before.path("position").asLong())
                .isEqualTo(registered.json().path("position").asLong());

        long suspended =
                operator.post("/suspend/" + id).is(200).json().path("position").asLong();
        JsonNode after = operator.get("/device/" + id + "?min_position=" + suspended)
                .is(200)
                .json();
        assertThat(after.path("position").asLong()).isEqualTo(suspended);
        assertThat(history().stream().map(event -> event.path("position").asLong()))
                .hasSize(9)
                .isSorted()
                .endsWith(suspended);
    }

    @Test
    void isCountedIfItIsOneTooMany() {
        Caller auditor = auditor();
        for (int i = 0; i < 130; i++) {
            auditor.post("/revoke/" + id).isProblem(403, "forbidden");
        }

        assertThat(refused(name(auditor, "auditor")).size()).isBetween(60, 129);
        assertThat(nobody().get("/metrics").text())
                .containsPattern("refusals_dropped_total\\{reason=\"too_many\"} [1-9]");
    }

    private List<JsonNode> history() {
        return operator.get("/device/" + id + "/history")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private List<String> refused(String actor) {
        return auditor()
                .get("/audit/events?type=CommandRefused&limit=1000&actor=" + actor)
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(event -> event.path("payload"))
                .map(event -> event.path("command").asString() + " "
                        + event.path("code").asString())
                .toList();
    }

    private long all() {
        return jdbc.sql("select count(*) from domain_event_entry where payload_type = 'CommandRefused'")
                .query(Long.class)
                .single();
    }

    private static String name(Caller caller, String role) {
        return role + "-" + String.valueOf(caller.key()).substring(0, 8);
    }
}
