package org.deviceonboarding.command.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.command.approval.FourEyes;
import org.deviceonboarding.command.approval.Pending;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.device.IfMatch;
import org.deviceonboarding.command.enforcement.BrokerEnforcement;
import org.deviceonboarding.command.enforcement.EnforcementReports;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
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
 * Serves {@code POST /suspend/{id}}, {@code /resume/{id}} and {@code /decommission/{id}}. Everything else follows from
 * the events.
 */
@RestController
class LifecycleController {
    private final CommandDispatcher commands;
    private final EnforcementReports reports;
    private final FourEyes fourEyes;
    private final ApprovedDecommission approved;

    LifecycleController(
            CommandDispatcher commands, EnforcementReports reports, FourEyes fourEyes, ApprovedDecommission approved) {
        this.commands = commands;
        this.reports = reports;
        this.fourEyes = fourEyes;
        this.approved = approved;
    }

    @Operation(operationId = "suspendDevice", summary = "Puts a device's certificates on hold", tags = "Devices")
    @PostMapping("/suspend/{id}")
    @Idempotent
    ResponseEntity<LifecycleAnswer> suspend(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @RequestHeader(name = EnforcementReports.PREFER, required = false) String @Nullable [] prefer,
            @Valid @RequestBody(required = false) @Nullable LifecycleRequest body,
            ChangeRequest request) {
        return answer(
                request,
                condition,
                prefer,
                new DeviceCommand.Suspend(id, comment(body)),
                DeviceStatus.SUSPENDED,
                DeviceSuspended.class);
    }

    @Operation(operationId = "resumeDevice", summary = "Ends the hold", tags = "Devices")
    @PostMapping("/resume/{id}")
    @Idempotent
    ResponseEntity<LifecycleAnswer> resume(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @RequestHeader(name = EnforcementReports.PREFER, required = false) String @Nullable [] prefer,
            @Valid @RequestBody(required = false) @Nullable LifecycleRequest body,
            ChangeRequest request) {
        return answer(
                request,
                condition,
                prefer,
                new DeviceCommand.Resume(id, comment(body)),
                DeviceStatus.ACTIVE,
                DeviceResumed.class);
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
    @Idempotent
    ResponseEntity<?> decommission(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @RequestHeader(name = EnforcementReports.PREFER, required = false) String @Nullable [] prefer,
            @Valid @RequestBody(required = false) @Nullable LifecycleRequest body,
            ChangeRequest request) {
        DeviceCommand.Decommission command = new DeviceCommand.Decommission(id, comment(body));
        if (fourEyes.guards(approved.action())) {
            commands.send(
                    CommandEnvelope.of(new DeviceCommand.CheckDecommission(id)).on(condition), request.actor());
            return fourEyes.request(
                    approved,
                    id.value(),
                    command,
                    command.comment(),
                    request,
                    pending -> ResponseEntity.accepted().body(pending));
        }
        return answer(request, condition, prefer, command, DeviceStatus.DECOMMISSIONED, DeviceDecommissioned.class);
    }

    private ResponseEntity<LifecycleAnswer> answer(
            ChangeRequest request,
            @Nullable IfMatch condition,
            String @Nullable [] prefer,
            DeviceCommand command,
            DeviceStatus granted,
            Class<? extends DeviceEvent> event) {
        DeviceId id = command.deviceId();
        ResponseEntity<LifecycleAnswer> answer = commands.send(
                CommandEnvelope.of(command).on(condition),
                request.actor(),
                request.answer(position -> ResponseEntity.ok(new LifecycleAnswer(granted, id, position, null))));
        return reports.after(answer, prefer, id, event, LifecycleAnswer::with);
    }

    private static @Nullable String comment(@Nullable LifecycleRequest body) {
        return body == null ? null : body.comment();
    }

    record LifecycleAnswer(
            DeviceStatus status,
            DeviceId deviceId,
            long position,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<BrokerEnforcement> enforcement) {
        LifecycleAnswer with(List<BrokerEnforcement> report) {
            return new LifecycleAnswer(status, deviceId, position, report);
        }
    }
}
