package org.deviceonboarding.command.approval;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells which actions need a second person, and asks for approval. */
@Component
public class FourEyes {
    private final FourEyesProperties properties;
    private final CommandDispatcher commands;
    private final CredentialSecrets random;
    private final InstantSource clock;
    private final JsonMapper json;

    FourEyes(
            FourEyesProperties properties,
            CommandDispatcher commands,
            CredentialSecrets random,
            InstantSource clock,
            JsonMapper json) {
        this.properties = properties;
        this.commands = commands;
        this.random = random;
        this.clock = clock;
        this.json = json;
    }

    public boolean guards(ApprovalAction action) {
        return properties.actions().contains(action);
    }

    /**
     * Asks for approval.
     *
     * @param subject the device, the device type, or the bulk change it is about
     * @param wish what is to be done, stored as it is now
     */
    public <W, T> ResponseEntity<T> request(
            ApprovedAction<W> action,
            String subject,
            W wish,
            @Nullable String comment,
            ChangeRequest request,
            Function<Pending, ResponseEntity<T>> answer) {
        String frozen = json.writeValueAsString(wish);
        ApprovalCommand.Ask command = new ApprovalCommand.Ask(
                new ApprovalId(random.uuid()),
                action.action(),
                subject,
                frozen,
                Sha256.of(frozen.getBytes(StandardCharsets.UTF_8)),
                comment,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(properties.expiry()));
        return commands.send(
                command, request.actor(), request.answer(position -> answer.apply(pending(command, position))));
    }

    private static Pending pending(ApprovalCommand.Ask command, long position) {
        return new Pending(Pending.WAITS, command.approvalId(), command.expiresAt(), position);
    }
}
