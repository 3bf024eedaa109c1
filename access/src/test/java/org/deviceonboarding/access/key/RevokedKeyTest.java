package org.deviceonboarding.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.deviceonboarding.access.caller.AccessLog;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.probe.ProbeCommand;
import org.deviceonboarding.probe.ProbeTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A key that is revoked while its requests are under way")
class RevokedKeyTest extends ProbeTest {
    @Autowired
    private CommandDispatcher commands;

    @Autowired
    private AccessLog accessLog;

    /** Somebody with a key of their own. */
    private record Holder(Caller caller, String keyId, String name) {
        Actor actor() {
            return Actor.of(Map.of("actor", name, "auth", "api_key"));
        }
    }

    private Holder holder(String role) {
        Answer made = admin().postJson(
                        "/admin/api-keys",
                        "{\"name\": \"k-%s\", \"roles\": [\"%s\"]}".formatted(UUID.randomUUID(), role))
                .is(201);
        return new Holder(new Caller(admin().port(), made.field("key")), made.field("id"), made.field("name"));
    }

    private void revoke(Holder holder) {
        admin().send("DELETE", "/admin/api-keys/" + holder.keyId(), BodyPublishers.noBody())
                .is(200);
    }

    private static String suspended(Holder holder) {
        String id = holder.caller().register(newName()).field("device_id");
        holder.caller().post("/suspend/" + id).is(200);
        return id;
    }

    private void resume(String id, Actor actor) {
        commands.send(new ProbeCommand(new DeviceResumed(new DeviceId(id), List.of(), null)), actor);
    }

    private String last(String id) {
        return events(id).getLast();
    }

    @Test
    void givesNoAccessByWhatItBeganBefore() {
        Holder holder = holder("operator");
        String id = suspended(holder);
        revoke(holder);
        Actor session = Actor.of(Map.of("actor", holder.name(), "auth", "session", "session", "s"));

        for (Actor actor : List.of(holder.actor(), session)) {
            assertThatThrownBy(() -> resume(id, actor))
                    .isInstanceOfSatisfying(
                            Refused.class, e -> assertThat(e.refusal().code()).isEqualTo(RefusalCode.FORBIDDEN));
            assertThat(last(id)).isEqualTo("DeviceSuspended");
        }
        assertThatThrownBy(() -> accessLog.append(
                        holder.actor(),
                        () -> Optional.of(new ApiKeyCreated(UUID.randomUUID(), "another", List.of("admin"), null))))
                .isInstanceOf(Refused.class);

        commands.send(new ProbeCommand(new DeviceDecommissioned(new DeviceId(id), null)), holder.actor());
        assertThat(last(id)).isEqualTo("DeviceDecommissioned");
    }

    /** The key may be revoked after the approver's request was looked at and before it is committed. */
    @Test
    void isNoReasonToTellAnApproverThatTheyMayNot() {
        Holder holder = holder("operator");
        String id = suspended(holder);
        revoke(holder);

        assertThatThrownBy(() -> resume(id, holder.actor().with(Actor.Fact.APPROVED_BY, "bob")))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.refusal().code()).isEqualTo(RefusalCode.CONFLICT));
        assertThat(last(id)).isEqualTo("DeviceSuspended");
    }

    @Test
    void isNotOneThatExpiredNorSomebodysWhomAnIssuerKnows() {
        Holder holder = holder("operator");
        String id = suspended(holder);
        jdbc.sql("update api_key set expires_at = now() - interval '1 hour' where name = :name")
                .param("name", holder.name())
                .update();

        resume(id, holder.actor());
        assertThat(last(id)).isEqualTo("DeviceResumed");

        revoke(holder);
        commands.send(new ProbeCommand(new DeviceSuspended(new DeviceId(id), List.of(), null)), holder.actor());
        resume(
                id,
                Actor.of(Map.of(
                        "actor",
                        holder.name(),
                        "auth",
                        "session",
                        "session",
                        "s",
                        "issuer",
                        "https://issuer.example")));
        assertThat(last(id)).isEqualTo("DeviceResumed");
    }
}
