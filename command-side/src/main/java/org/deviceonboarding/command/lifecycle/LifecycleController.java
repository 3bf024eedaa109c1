package org.deviceonboarding.command.lifecycle;

import jakarta.validation.Valid;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.command.device.LogPosition;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.DeviceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes a device out of service for a while, brings it back, or ends its life. Everything else follows from the events. */
@RestController
class LifecycleController {
    private final CommandGateway commands;
    private final LogPosition positions;

    LifecycleController(CommandGateway commands, LogPosition positions) {
        this.commands = commands;
        this.positions = positions;
    }

    @PostMapping("/suspend/{id}")
    LifecycleAnswer suspend(
            @PathVariable DeviceId id, @Valid @RequestBody(required = false) @Nullable LifecycleRequest body) {
        return answer(new DeviceCommand.Suspend(id, comment(body)), DeviceStatus.SUSPENDED);
    }

    @PostMapping("/resume/{id}")
    LifecycleAnswer resume(
            @PathVariable DeviceId id, @Valid @RequestBody(required = false) @Nullable LifecycleRequest body) {
        return answer(new DeviceCommand.Resume(id, comment(body)), DeviceStatus.ACTIVE);
    }

    @PostMapping("/decommission/{id}")
    LifecycleAnswer decommission(
            @PathVariable DeviceId id, @Valid @RequestBody(required = false) @Nullable LifecycleRequest body) {
        return answer(new DeviceCommand.Decommission(id, comment(body)), DeviceStatus.DECOMMISSIONED);
    }

    private LifecycleAnswer answer(DeviceCommand command, DeviceStatus granted) {
        commands.sendAndWait(command);
        return new LifecycleAnswer(granted, command.deviceId(), positions.of(command.deviceId()));
    }

    private static @Nullable String comment(@Nullable LifecycleRequest body) {
        return body == null ? null : body.comment();
    }

    record LifecycleAnswer(DeviceStatus status, DeviceId deviceId, long position) {}
}
