package org.deviceonboarding.command.renewal;

import jakarta.validation.Valid;
import java.net.URI;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.command.device.LogPosition;
import org.deviceonboarding.command.issuing.Issued;
import org.deviceonboarding.command.issuing.IssuedAnswer;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.command.issuing.KeySource;
import org.deviceonboarding.command.template.AclTemplates;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives a device a further certificate, or a revoked one its first again. */
@RestController
class RenewController {
    private final AclTemplates templates;
    private final Issuing issuing;
    private final CommandGateway commands;
    private final LogPosition positions;

    RenewController(AclTemplates templates, Issuing issuing, CommandGateway commands, LogPosition positions) {
        this.templates = templates;
        this.issuing = issuing;
        this.commands = commands;
        this.positions = positions;
    }

    @DevicePort(false)
    @PostMapping("/renew/{id}")
    ResponseEntity<IssuedAnswer> renew(
            @PathVariable DeviceId id, @Valid @RequestBody(required = false) @Nullable RenewRequest body) {
        RenewRequest request = body == null ? RenewRequest.DEFAULT : body;
        KeySource key = request.keyChoice().source();
        String type = commands.sendAndWait(new DeviceCommand.CheckRenewal(id));
        Issued issued = issuing.issue(id, templates.of(type), key, request.validity());
        commands.sendAndWait(
                new DeviceCommand.Renew(id, issued.certificate(), issued.bundle(), request.revokesPrevious()));
        return ResponseEntity.created(URI.create("/device/" + id))
                .cacheControl(CacheControl.noStore())
                .body(IssuedAnswer.of(id, issued, positions.of(id)));
    }
}
