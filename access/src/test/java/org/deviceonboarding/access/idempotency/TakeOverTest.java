package org.deviceonboarding.access.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.probe.ProbeCommand;
import org.deviceonboarding.probe.ProbeTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** As two processes would have it: they meet in the table only. */
@DisplayName("A request that was given up for lost")
class TakeOverTest extends ProbeTest {
    private final String row =
            Sha256.of(UUID.randomUUID().toString().getBytes(UTF_8)).hex();

    @Autowired
    private IdempotencyTable claims;

    @Autowired
    private CommandDispatcher commands;

    @Autowired
    private JsonMapper json;

    private final GivenDevice device = GivenDevice.until(Instant.parse("2036-06-01T00:00:00Z"));

    @BeforeEach
    void register() {
        given().happened(Instant.EPOCH, device.registered(newName(), "pump"));
    }

    @Test
    void isTakenBackWhenItComesToItsEndAfterAll() {
        IdempotencyClaim lost = claim("same");
        IdempotencyClaim next = claim("same");
        assertThat(claims.take(lost)).isInstanceOf(ClaimState.Ours.class);
        assertThat(claims.take(next)).isInstanceOf(ClaimState.InFlight.class);
        jdbc.sql("update idempotency_key set claimed_until = now() - interval '1 second' where id = :id")
                .param("id", row)
                .update();
        assertThat(claims.take(next)).isInstanceOf(ClaimState.Ours.class);

        assertThatThrownBy(() -> suspend(lost)).isInstanceOf(Refused.class);
        assertThat(events(device.id().value())).containsExactly("DeviceRegistered");

        suspend(next);
        assertThat(events(device.id().value())).containsExactly("DeviceRegistered", "DeviceSuspended");
        assertThat(claims.take(claim("same"))).isInstanceOf(ClaimState.Answered.class);
        assertThat(claims.take(claim("other"))).isInstanceOf(ClaimState.Reused.class);
    }

    @Test
    void isGivenToTheNextIfAClockThatWasAheadTookIt() {
        assertThat(claims.take(claim("same"))).isInstanceOf(ClaimState.Ours.class);
        jdbc.sql("update idempotency_key set claimed_until = now() + interval '3 days' where id = :id")
                .param("id", row)
                .update();

        assertThat(claims.take(claim("other"))).isInstanceOf(ClaimState.Reused.class);
        assertThat(claims.take(claim("same"))).isInstanceOf(ClaimState.Ours.class);
    }

    @Test
    void isNotGivenToAnotherRequest() {
        assertThat(claims.take(claim("same"))).isInstanceOf(ClaimState.Ours.class);
        jdbc.sql("update idempotency_key set claimed_until = now() - interval '1 second' where id = :id")
                .param("id", row)
                .update();

        assertThat(claims.take(claim("other"))).isInstanceOf(ClaimState.Reused.class);
    }

    private void suspend(IdempotencyClaim claim) {
        ChangeRequest request = new ChangeRequest(Actor.PORTAL, claim, claims, json);
        commands.send(new ProbeCommand(device.suspended()), request.actor(), request.answer(ResponseEntity::ok));
    }

    private IdempotencyClaim claim(String request) {
        return new IdempotencyClaim(
                row,
                Sha256.of(request.getBytes(UTF_8)).hex(),
                UUID.randomUUID(),
                new AnswerSeal(new byte[32], row, new SecureRandom()),
                new AtomicBoolean());
    }
}
