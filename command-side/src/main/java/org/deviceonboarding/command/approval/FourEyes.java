package org.deviceonboarding.command.approval;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.device.LogPosition;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.messages.approval.ApprovalAction;
import org.deviceonboarding.messages.approval.ApprovalId;
import org.deviceonboarding.messages.device.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Whether something needs a second person, and how it is put before one. */
@Component
public class FourEyes {
    private final FourEyesProperties properties;
    private final CommandGateway commands;
    private final LogPosition positions;
    private final CredentialSecrets random;
    private final InstantSource clock;
    private final JsonMapper json;

    FourEyes(
            FourEyesProperties properties,
            CommandGateway commands,
            LogPosition positions,
            CredentialSecrets random,
            InstantSource clock,
            JsonMapper json) {
        this.properties = properties;
        this.commands = commands;
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
        String frozen = json.writeValueAsString(request);
        Instant expiresAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(properties.expiry());
        ApprovalCommand.Ask command = new ApprovalCommand.Ask(
                new ApprovalId(random.uuid()),
                action,
                subject,
                frozen,
                Sha256.of(frozen.getBytes(StandardCharsets.UTF_8)),
                comment,
                expiresAt);
        commands.sendAndWait(command);
        return new Pending(Pending.WAITS, command.approvalId(), expiresAt, positions.of(command.aggregate()));
    }
}
