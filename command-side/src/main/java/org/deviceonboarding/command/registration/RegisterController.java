package org.deviceonboarding.command.registration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Valid;
import java.net.URI;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.command.device.DeviceNames;
import org.deviceonboarding.command.device.LogPosition;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.command.issuing.Issued;
import org.deviceonboarding.command.issuing.IssuedAnswer;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.command.issuing.KeySource;
import org.deviceonboarding.command.template.AclTemplates;
import org.deviceonboarding.messages.device.DeviceId;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Registers a device: key, certificate and bundle first, then one transaction for everything that is recorded. */
@RestController
class RegisterController {
    private final DeviceNames names;
    private final AclTemplates templates;
    private final Issuing issuing;
    private final CredentialSecrets secrets;
    private final CommandGateway commands;
    private final LogPosition positions;
    private final Counter registrations;

    RegisterController(
            DeviceNames names,
            AclTemplates templates,
            Issuing issuing,
            CredentialSecrets secrets,
            CommandGateway commands,
            LogPosition positions,
            MeterRegistry metrics) {
        this.names = names;
        this.templates = templates;
        this.issuing = issuing;
        this.secrets = secrets;
        this.commands = commands;
        this.positions = positions;
        this.registrations = Counter.builder("device.registrations")
                .description("Devices registered by this process")
                .register(metrics);
    }

    @PostMapping("/register")
    ResponseEntity<IssuedAnswer> register(@Valid @RequestBody RegisterRequest request) {
        KeySource key = request.keyChoice().source();
        names.requireFree(request.name());
        DeviceId id = secrets.deviceId();
        Issued issued = issuing.issue(id, templates.of(request.type()), key, request.validity());
        commands.sendAndWait(new DeviceCommand.Register(id, request.details(), issued.certificate(), issued.bundle()));
        registrations.increment();
        return ResponseEntity.created(URI.create("/device/" + id))
                .cacheControl(CacheControl.noStore())
                .body(IssuedAnswer.of(id, issued, positions.of(id)));
    }
}
