package org.deviceonboarding.command.renewal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.deviceonboarding.access.deviceport.DevicePort;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.device.IfMatch;
import org.deviceonboarding.command.issuing.IssuedAnswer;
import org.deviceonboarding.command.issuing.IssuedCredentials;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.command.issuing.KeySource;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@code POST /renew/{id}}, which gives an active device a further certificate, and {@code POST /reissue/{id}},
 * which brings a revoked one back.
 */
@RestController
class RenewController {
    private static final String KEYLESS =
            "With a `csr` the device keeps its key: the answer has no `credentials_password`, and the bundle needs none.";

    private final Issuing issuing;
    private final CommandDispatcher commands;
    private final LogPosition positions;

    RenewController(Issuing issuing, CommandDispatcher commands, LogPosition positions) {
        this.issuing = issuing;
        this.commands = commands;
        this.positions = positions;
    }

    @DevicePort(false)
    @Operation(
            operationId = "renewDevice",
            summary = "Gives a device a further certificate",
            description = KEYLESS,
            tags = "Certificates")
    @ApiResponse(responseCode = "201", description = "It is done", useReturnTypeSchema = true)
    @PostMapping("/renew/{id}")
    @Idempotent
    ResponseEntity<IssuedAnswer> renew(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @Valid @RequestBody(required = false) @Nullable RenewRequest body,
            ChangeRequest request) {
        return issue(
                id,
                condition,
                body,
                request,
                new DeviceCommand.CheckRenewal(id),
                (seen, issued, wish) -> new DeviceCommand.Renew(
                        id, seen, issued.certificate(), issued.bundleReference(), wish.revokesPrevious()));
    }

    @DevicePort(false)
    @Operation(
            operationId = "reissueDevice",
            summary = "Brings a revoked device back with a new certificate",
            description = KEYLESS,
            tags = "Certificates")
    @ApiResponse(responseCode = "201", description = "It is done", useReturnTypeSchema = true)
    @PostMapping("/reissue/{id}")
    @Idempotent
    ResponseEntity<IssuedAnswer> reissue(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @Valid @RequestBody(required = false) @Nullable RenewRequest body,
            ChangeRequest request) {
        return issue(
                id,
                condition,
                body,
                request,
                new DeviceCommand.CheckReissue(id),
                (seen, issued, _) ->
                        new DeviceCommand.Reissue(id, seen, issued.certificate(), issued.bundleReference()));
    }

    /** What is asked of the device once the slow work is done. */
    @FunctionalInterface
    private interface Recertification {
        DeviceCommand command(long seen, IssuedCredentials issued, RenewRequest wish);
    }

    private ResponseEntity<IssuedAnswer> issue(
            DeviceId id,
            @Nullable IfMatch condition,
            @Nullable RenewRequest body,
            ChangeRequest request,
            DeviceCommand check,
            Recertification change) {
        RenewRequest wish = body == null ? RenewRequest.DEFAULT : body;
        KeySource key = wish.keyChoice().source();
        long seen = positions.head(); // before the device is looked at
        String type = commands.ask(CommandEnvelope.of(check).on(condition), request.actor(), String.class)
                .orElseThrow();
        IssuedCredentials issued = issuing.issue(id, type, key, wish.validity());
        return commands.send(
                CommandEnvelope.of(change.command(seen, issued, wish), issued.bundle())
                        .on(condition),
                request.actor(),
                request.answer(position -> IssuedAnswer.created(id, issued, position)));
    }
}
