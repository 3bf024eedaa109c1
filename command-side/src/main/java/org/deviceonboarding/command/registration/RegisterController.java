package org.deviceonboarding.command.registration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.device.DeviceNames;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.command.issuing.IssuedAnswer;
import org.deviceonboarding.command.issuing.IssuedCredentials;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.command.issuing.KeySource;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@code POST /register}: makes key, certificate and bundle first, then records everything in one transaction.
 */
@RestController
class RegisterController {
    private final DeviceNames names;
    private final Issuing issuing;
    private final CredentialSecrets secrets;
    private final CommandDispatcher commands;

    RegisterController(DeviceNames names, Issuing issuing, CredentialSecrets secrets, CommandDispatcher commands) {
        this.names = names;
        this.issuing = issuing;
        this.secrets = secrets;
        this.commands = commands;
    }

    @Operation(
            operationId = "registerDevice",
            summary = "Registers a device and gives it a certificate",
            description =
                    "With a `csr` the device keeps its key: the answer has no `credentials_password`, and the bundle"
                            + " needs none.",
            tags = "Certificates")
    @ApiResponse(responseCode = "201", description = "It is done", useReturnTypeSchema = true)
    @PostMapping("/register")
    @Idempotent
    ResponseEntity<IssuedAnswer> register(@Valid @RequestBody RegisterRequest body, ChangeRequest request) {
        KeySource key = body.keyChoice().source();
        names.requireFree(body.name());
        DeviceId id = secrets.deviceId();
        IssuedCredentials issued = issuing.issue(id, body.type(), key, body.validity());
        return commands.send(
                CommandEnvelope.of(
                        new DeviceCommand.Register(id, body.details(), issued.certificate(), issued.bundleReference()),
                        issued.bundle()),
                request.actor(),
                request.answer(
                        position -> IssuedAnswer.created(id, issued, position, names.lookalikes(body.name(), id))));
    }
}
