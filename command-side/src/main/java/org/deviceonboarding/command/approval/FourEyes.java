package org.deviceonboarding.command.approval;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.access.idempotency.Answers;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.log.LogPosition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Whether something needs a second person, and how it is put before one. */
@Component
public class FourEyes {
    private final FourEyesProperties properties;
    private final CommandGateway commands;
    private final Answers answers;
    private final LogPosition positions;
    private final CredentialSecrets random;
    private final InstantSource clock;
    private final JsonMapper json;

    FourEyes(
            FourEyesProperties properties,
            CommandGateway commands,
            Answers answers,
            LogPosition positions,
            CredentialSecrets random,
            InstantSource clock,
            JsonMapper json) {
        this.properties = properties;
        this.commands = commands;
        this.answers = answers;
        this.positions = positions;
        this.random = random;
        this.clock = clock;
        this.json = json;
    }

    public boolean guards(ApprovalAction action) {
        return properties.actions().contains(action);
    }

    /**
     * @param subject the device, the device type, or the bulk change it is about
     * @param request what is to be done, frozen here; without secrets
     */
    public Pending request(ApprovalAction action, String subject, Object request, @Nullable String comment) {
        ApprovalCommand.Ask command = ask(action, subject, request, comment);
        commands.sendAndWait(command);
        return pending(command, positions.of(command.aggregate()));
    }

    /** Likewise, for a request that may come with a key. */
    public <T> ResponseEntity<T> request(
            ApprovalAction action,
            String subject,
            Object request,
            @Nullable String comment,
            Function<Pending, ResponseEntity<T>> answer) {
        ApprovalCommand.Ask command = ask(action, subject, request, comment);
        return answers.to(command, command.aggregate(), position -> answer.apply(pending(command, position)));
    }

    private ApprovalCommand.Ask ask(ApprovalAction action, String subject, Object request, @Nullable String comment) {
        String frozen = json.writeValueAsString(request);
        Instant expiresAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(properties.expiry());
        return new ApprovalCommand.Ask(
                new ApprovalId(random.uuid()),
                action,
                subject,
                frozen,
                Sha256.of(frozen.getBytes(StandardCharsets.UTF_8)),
                comment,
                expiresAt);
    }

    private static Pending pending(ApprovalCommand.Ask command, long position) {
        return new Pending(Pending.WAITS, command.approvalId(), command.expiresAt(), position);
    }
}
