package org.deviceonboarding.command.lifecycle;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.approval.FourEyes;
import org.deviceonboarding.command.approval.Pending;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.command.device.IfMatch;
import org.deviceonboarding.command.device.LogPosition;
import org.deviceonboarding.messages.approval.ApprovalAction;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.DeviceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes a device out of service for a while, brings it back, or ends its life. Everything else follows from the events. */
@RestController
class LifecycleController {
    private final CommandGateway commands;
    private final LogPosition positions;

    private final FourEyes fourEyes;

    LifecycleController(CommandGateway commands, LogPosition positions, FourEyes fourEyes) {
        this.commands = commands;
        this.positions = positions;
        this.fourEyes = fourEyes;
    }

    @Operation(operationId = "suspendDevice", summary = "Puts a device's certificates on hold", tags = "Devices")
    @PostMapping("/suspend/{id}")
    LifecycleAnswer suspend(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @Valid @RequestBody(required = false) @Nullable LifecycleRequest body) {
        return answer(condition, new DeviceCommand.Suspend(id, comment(body)), DeviceStatus.SUSPENDED);
    }

    @Operation(operationId = "resumeDevice", summary = "Ends the hold", tags = "Devices")
    @PostMapping("/resume/{id}")
    LifecycleAnswer resume(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @Valid @RequestBody(required = false) @Nullable LifecycleRequest body) {
        return answer(condition, new DeviceCommand.Resume(id, comment(body)), DeviceStatus.ACTIVE);
    }

    @Operation(
            operationId = "decommissionDevice",
            summary = "Takes a device out of the fleet for good",
            tags = "Devices")
    @ApiResponse(
            responseCode = "200",
            description = "It is done",
            content = @Content(schema = @Schema(implementation = LifecycleAnswer.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It waits for a second person",
            content = @Content(schema = @Schema(implementation = Pending.class)))
    @PostMapping("/decommission/{id}")
    ResponseEntity<?> decommission(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @Valid @RequestBody(required = false) @Nullable LifecycleRequest body) {
        DeviceCommand.Decommission command = new DeviceCommand.Decommission(id, comment(body));
        if (fourEyes.guards(ApprovalAction.DECOMMISSION)) {
            commands.sendAndWait(IfMatch.on(condition, new DeviceCommand.CheckDecommission(id)));
            return ResponseEntity.accepted()
                    .body(fourEyes.request(ApprovalAction.DECOMMISSION, id.value(), command, command.comment()));
        }
        return ResponseEntity.ok(answer(condition, command, DeviceStatus.DECOMMISSIONED));
    }

    private LifecycleAnswer answer(@Nullable IfMatch condition, DeviceCommand command, DeviceStatus granted) {
        commands.sendAndWait(IfMatch.on(condition, command));
        return new LifecycleAnswer(granted, command.deviceId(), positions.of(command.deviceId()));
    }

    private static @Nullable String comment(@Nullable LifecycleRequest body) {
        return body == null ? null : body.comment();
    }

    record LifecycleAnswer(DeviceStatus status, DeviceId deviceId, long position) {}
}
