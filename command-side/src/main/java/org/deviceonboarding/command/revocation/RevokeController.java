package org.deviceonboarding.command.revocation;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.command.device.IfMatch;
import org.deviceonboarding.command.device.LogPosition;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.DeviceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Makes all certificates of a device void. Everything else follows from the events. */
@RestController
class RevokeController {
    private final CommandGateway commands;
    private final LogPosition positions;

    RevokeController(CommandGateway commands, LogPosition positions) {
        this.commands = commands;
        this.positions = positions;
    }

    @Operation(operationId = "revokeDevice", summary = "Makes all certificates of a device void", tags = "Certificates")
    @PostMapping("/revoke/{id}")
    RevokedAnswer revoke(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @Valid @RequestBody(required = false) @Nullable RevokeRequest body) {
        RevokeRequest request = body == null ? RevokeRequest.DEFAULT : body;
        commands.sendAndWait(
                IfMatch.on(condition, new DeviceCommand.Revoke(id, request.reasonOrUnspecified(), request.comment())));
        return new RevokedAnswer(DeviceStatus.REVOKED, id, positions.of(id));
    }

    record RevokedAnswer(DeviceStatus status, DeviceId deviceId, long position) {}
}
