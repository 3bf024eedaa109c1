package org.deviceonboarding.portal.stateproof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.deviceonboarding.testkit.http.Caller;
import tools.jackson.databind.JsonNode;

/** Asks for proofs and rebuilds, and waits for their end. */
public record Upkeep(Caller auditor, Caller admin) {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    JsonNode prove() {
        String id = auditor.post("/audit/state-proof").is(202).field("id");
        await().atMost(GENEROUS).until(() -> !proof().path("state").asString().equals("running"));
        JsonNode proof = proof();
        assertThat(proof.path("id").asString()).isEqualTo(id);
        return proof;
    }

    JsonNode proof() {
        return auditor.get("/audit/state-proof").is(200).json();
    }

    public void rebuild(String projection) {
        String id = begin(projection);
        await().atMost(GENEROUS)
                .until(() -> List.of("done", "failed")
                        .contains(newest(projection).path("state").asString()));
        JsonNode rebuild = newest(projection);
        assertThat(rebuild.path("id").asString()).isEqualTo(id);
        assertThat(rebuild.path("state").asString()).as(rebuild.toString()).isEqualTo("done");
    }

    String begin(String projection) {
        return admin.post("/admin/projections/" + projection + "/rebuild")
                .is(202)
                .field("id");
    }

    JsonNode projection(String name) {
        return admin.get("/admin/projections")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    JsonNode newest(String projection) {
        return projection(projection).path("rebuild");
    }

    static JsonNode part(JsonNode proof, String projection) {
        return proof.path("projections")
                .valueStream()
                .filter(part -> part.path("projection").asString().equals(projection))
                .findFirst()
                .orElseThrow();
    }

    static List<String> keys(JsonNode proof, String projection) {
        return proof.path("differences")
                .valueStream()
                .filter(difference -> difference.path("projection").asString().equals(projection))
                .map(difference -> difference.path("key").asString())
                .toList();
    }
}
