package org.deviceonboarding.audit.inquiry.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.event.ApiKeyRevoked;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A blast radius follows the keys")
class SuspectKeysTest extends SuspectTest {
    /** Who had the key has these too, and blocking it blocks none of them. */
    @Test
    void thatItMadeAndThoseThatTheseMade() {
        Actor admin = somebody("admin");
        Key mallory = key("mallory", admin, THEN, "admin", "operator");
        Key before = key("before", mallory.actor(), THEN.plusSeconds(5), "operator");
        Key child = key("child", mallory.actor(), THEN.plusSeconds(15), "admin", "operator");
        Key after = key("after", mallory.actor(), THEN.plusSeconds(25), "operator");
        revoke(mallory, admin);
        Key grandchild = key("grandchild", child.actor(), THEN.plusSeconds(35), "operator");
        revoke(child, admin);
        PastDevice pump = waiting(given().by(grandchild.actor()));
        PastDevice foreign = waiting(given());
        given().by(grandchild.actor())
                .happened(
                        THEN,
                        foreign.device().suspended(),
                        new CommandRefused(
                                "resume", new DeviceId(UUID.randomUUID().toString()), "not_found"));
        waiting(given().by(before.actor()));
        waiting(given().by(after.actor()));
        String suspect = "actor=%s&from=%s&to=%s".formatted(mallory.name(), THEN.plusSeconds(10), THEN.plusSeconds(20));

        JsonNode report = report(suspect);

        assertThat(report.path("keys").valueStream().map(SuspectKeysTest::told))
                .containsExactly(
                        child.name() + " by " + mallory.name() + " [\"admin\",\"operator\"] revoked",
                        grandchild.name() + " by " + child.name() + " [\"operator\"]");
        assertThat(report.path("keys").path(0).path("key_id").asString())
                .isEqualTo(child.id().toString());
        assertThat(report.path("summary").path("keys").asLong()).isEqualTo(2);
        assertThat(report.path("summary").path("refusals").asLong()).isOne();
        assertThat(ids(report)).containsExactly(pump.id(), foreign.id());
        assertThat(report.path("devices")
                        .path(0)
                        .path("certificates")
                        .path(0)
                        .path("by")
                        .toString())
                .isEqualTo("[\"%s\"]".formatted(grandchild.name()));
        assertThat(report.path("devices").path(1).path("by").toString())
                .isEqualTo("[\"%s\"]".formatted(grandchild.name()));
        assertThat(auditor()
                        .get("/audit/blast-radius?" + suspect, "Accept", "text/csv")
                        .is(200)
                        .text()
                        .lines()
                        .skip(1))
                .allMatch(line -> line.endsWith("," + grandchild.name()))
                .hasSize(2);
    }

    @Test
    void thatWereMadeAtAnAddress() {
        int host = UUID.randomUUID().hashCode() & 0xff_ffff;
        String address = "11.%d.%d.%d".formatted(host >> 16, host >> 8 & 0xff, host & 0xff);
        Key thiefs = key("thiefs", somebody("admin").with(Fact.ADDRESS, address), THEN, "admin");
        String type = "type-" + UUID.randomUUID();
        given().by(thiefs.actor())
                .happened(
                        THEN,
                        new AclTemplateDefined(
                                type,
                                1,
                                List.of(new TemplateRule(TopicAccess.READ, "devices/{device_id}/data")),
                                null));

        JsonNode report = report("address=" + encoded(address) + WHENEVER);

        assertThat(report.path("keys").valueStream().map(key -> key.path("name").asString()))
                .containsExactly(thiefs.name());
        assertThat(report.path("acl_changes")
                        .valueStream()
                        .map(change -> change.path("type").asString() + " by "
                                + change.path("by").asString()))
                .containsExactly(type + " by " + thiefs.name());
    }

    private record Key(UUID id, Actor actor) {
        String name() {
            return nameOf(actor);
        }
    }

    private Key key(String name, Actor maker, Instant at, String... roles) {
        Key made = new Key(UUID.randomUUID(), somebody(name));
        given().by(maker).happened(at, new ApiKeyCreated(made.id(), made.name(), List.of(roles), null));
        return made;
    }

    private void revoke(Key key, Actor admin) {
        given().by(admin).happened(THEN.plusSeconds(30), new ApiKeyRevoked(key.id(), key.name()));
    }

    private static String told(JsonNode key) {
        return key.path("name").asString() + " by " + key.path("by").asString() + " " + key.path("roles")
                + (key.path("revoked").asBoolean() ? " revoked" : "");
    }
}
