package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("What is said of a device")
class DetailsTest extends PortalTest {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private Caller operator;
    private String name;
    private String id;

    @BeforeEach
    void register() {
        operator = operator();
        name = newName();
        id = operator.postJson("/register", """
                        {"name": "%s", "type": "pump", "location": "Hall 3", "firmware": "1.2",
                         "labels": {"line": "b", "area": "7"}, "key_algorithm": "ec-p256"}""".formatted(name)).is(201).field("device_id");
    }

    @Test
    void isWhatThePatchMakesOfIt() {
        String next = newName();

        Answer changed = patch("""
                {"name": "%s", "location": null, "labels": {"line": "c", "area": null}}""".formatted(next)).is(200);

        JsonNode shown = operator.get("/device/" + id).is(200).json();
        for (JsonNode said : List.of(changed.json(), shown)) {
            assertThat(said.path("name").asString()).isEqualTo(next);
            assertThat(said.path("type").asString()).isEqualTo("pump");
            assertThat(said.path("location").isNull()).isTrue();
            assertThat(said.path("firmware").asString()).isEqualTo("1.2");
            assertThat(said.path("labels").toString()).isEqualTo("{\"line\":\"c\"}");
            assertThat(said.path("position").asLong())
                    .isEqualTo(changed.json().path("position").asLong());
        }
        assertThat(changed.field("device_id")).isEqualTo(id);
        assertThat(operator.get("/devices?label=line=c&q=" + next).json().path("items"))
                .hasSize(1);
        JsonNode event = events().getLast();
        assertThat(event.path("type").asString()).isEqualTo("DeviceDetailsChanged");
        assertThat(event.path("payload").toString())
                .isEqualTo("{\"device_id\":\"%s\",\"name\":\"%s\",\"labels\":{\"line\":\"c\"},".formatted(id, next)
                        + "\"removed\":[\"location\"],\"removed_labels\":[\"area\"]}");
    }

    @Test
    void wasWhatItWasBefore() {
        long before = operator.get("/device/" + id).json().path("position").asLong();
        patch("{\"firmware\": \"9.9\"}").is(200);

        assertThat(auditor().all("/audit/state/devices?limit=500&position=" + before).stream()
                        .filter(device -> device.path("id").asString().equals(id))
                        .map(device -> device.path("firmware").asString()))
                .containsExactly("1.2");
    }

    @Test
    void isNoEventIfItIsSaidAlready() {
        long before = operator.get("/device/" + id).json().path("position").asLong();

        Answer same = patch("{\"name\": \"%s\", \"labels\": {\"line\": \"b\"}}".formatted(name))
                .is(200);
        Answer nothing = patch("{}").is(200);

        assertThat(same.json().path("position").asLong()).isEqualTo(before);
        assertThat(nothing.json()).isEqualTo(same.json());
        assertThat(events()).hasSize(3);
    }

    @Test
    void maySayJsonOnlyOfTheTwoTypes() {
        send("{\"firmware\": \"2\"}", "application/json").is(200);
        Answer refused =
                send("{\"firmware\": \"3\"}", "application/json-patch+json").isProblem(415, "unsupported_media_type");

        assertThat(refused.header("Accept-Patch")).contains(MERGE_PATCH);
        patch("{\"firmware\":").isProblem(400, "invalid_json");
        patch("").isProblem(400, "invalid_json");
        patch("{\"firmware\": \"1\", \"firmware\": \"2\"}").isProblem(400, "invalid_json");
        patch("[]").isInvalid("body");
        patch("{\"name\": null, \"type\": \"a\", \"location\": 7, \"labels\": {\"A\": \"b\"}}")
                .isInvalid("labels", "location", "name", "type");
        assertThat(events()).hasSize(4);
    }

    @Test
    void isForNobodyToSayButOperators() {
        auditor()
                .send("PATCH", "/device/" + id, BodyPublishers.ofString("{}"), "Content-Type", MERGE_PATCH)
                .isProblem(403, "forbidden");
        nobody().send("PATCH", "/device/" + id, BodyPublishers.ofString("{}"), "Content-Type", MERGE_PATCH)
                .isProblem(401, "unauthorized");
        operator.send(
                        "PATCH",
                        "/device/" + UUID.randomUUID(),
                        BodyPublishers.ofString("{}"),
                        "Content-Type",
                        MERGE_PATCH)
                .isProblem(404, "not_found");
        operator.post("/decommission/" + id).is(200);
        patch("{\"firmware\": \"2\"}").isProblem(409, "conflict");
    }

    @Test
    void holdsANameThatNoOtherHasOrHad() {
        String next = newName();
        Answer other = operator.register(newName());
        String otherName = operator.get("/device/" + other.field("device_id")).field("name");

        Answer refused = patch("{\"name\": \"%s\"}".formatted(otherName)).isProblem(409, "duplicate_name");
        assertThat(refused.field("device_id")).isEqualTo(other.field("device_id"));
        assertThat(operator.get("/device/" + id).field("name")).isEqualTo(name);

        patch("{\"name\": \"%s\"}".formatted(next)).is(200);
        for (String taken : List.of(name, next)) {
            assertThat(operator.postJson("/register", "{\"name\": \"%s\", \"type\": \"a\"}".formatted(taken))
                            .isProblem(409, "duplicate_name")
                            .field("device_id"))
                    .isEqualTo(id);
        }
        patch("{\"name\": \"%s\"}".formatted(name)).is(200);
        patch("{\"name\": \"%s\"}".formatted(next)).is(200);
    }

    private Answer patch(String json) {
        return send(json, MERGE_PATCH);
    }

    private Answer send(String json, String type) {
        return operator.send("PATCH", "/device/" + id, BodyPublishers.ofString(json), "Content-Type", type);
    }

    private List<JsonNode> events() {
        return operator.get("/device/" + id + "/history")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }
}
