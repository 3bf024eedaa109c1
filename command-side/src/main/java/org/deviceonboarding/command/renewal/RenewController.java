package org.deviceonboarding.command.renewal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.command.device.IfMatch;
import org.deviceonboarding.command.idempotency.Answers;
import org.deviceonboarding.command.idempotency.Idempotent;
import org.deviceonboarding.command.issuing.Issued;
import org.deviceonboarding.command.issuing.IssuedAnswer;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.command.issuing.KeySource;
import org.deviceonboarding.command.template.AclTemplates;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Gives a device a further certificate, or a revoked one its first again. */
@RestController
class RenewController {
    private final AclTemplates templates;
    private final Issuing issuing;
    private final CommandGateway commands;
    private final Answers answers;

    RenewController(AclTemplates templates, Issuing issuing, CommandGateway commands, Answers answers) {
        this.templates = templates;
        this.issuing = issuing;
        this.commands = commands;
        this.answers = answers;
    }

    @DevicePort(false)
    @Operation(operationId = "renewDevice", summary = "Gives a device a further certificate", tags = "Certificates")
    @ApiResponse(responseCode = "201", description = "It is done", useReturnTypeSchema = true)
    @PostMapping("/renew/{id}")
    @Idempotent
    ResponseEntity<IssuedAnswer> renew(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @Valid @RequestBody(required = false) @Nullable RenewRequest body) {
        RenewRequest request = body == null ? RenewRequest.DEFAULT : body;
        KeySource key = request.keyChoice().source();
        String type = commands.sendAndWait(IfMatch.on(condition, new DeviceCommand.CheckRenewal(id)));
        Issued issued = issuing.issue(id, templates.of(type), key, request.validity());
        return answers.to(
                IfMatch.on(
                        condition,
                        new DeviceCommand.Renew(id, issued.certificate(), issued.bundle(), request.revokesPrevious())),
                id.value(),
                position -> IssuedAnswer.created(id, issued, position));
    }
}
