package org.deviceonboarding.command.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.List;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.device.IfMatch;
import org.deviceonboarding.command.enforcement.BrokerEnforcement;
import org.deviceonboarding.command.enforcement.EnforcementReports;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.CertificateRevoked;
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
 * Serves {@code POST /revoke/{id}}, which makes all certificates of a device void. Everything else follows from the
 * events.
 */
@RestController
class RevokeController {
    private final CommandDispatcher commands;
    private final EnforcementReports reports;

    RevokeController(CommandDispatcher commands, EnforcementReports reports) {
        this.commands = commands;
        this.reports = reports;
    }

    @Operation(operationId = "revokeDevice", summary = "Makes all certificates of a device void", tags = "Certificates")
    @PostMapping("/revoke/{id}")
    @Idempotent
    ResponseEntity<RevokedAnswer> revoke(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @RequestHeader(name = EnforcementReports.PREFER, required = false) String @Nullable [] prefer,
            @Valid @RequestBody(required = false) @Nullable RevokeRequest body,
            ChangeRequest request) {
        RevokeRequest wish = body == null ? RevokeRequest.DEFAULT : body;
        ResponseEntity<RevokedAnswer> answer = commands.send(
                CommandEnvelope.of(new DeviceCommand.Revoke(id, wish.reasonOrUnspecified(), wish.comment()))
                        .on(condition),
                request.actor(),
                request.answer(
                        position -> ResponseEntity.ok(new RevokedAnswer(DeviceStatus.REVOKED, id, position, null))));
        return reports.after(answer, prefer, id, CertificateRevoked.class, RevokedAnswer::with);
    }

    record RevokedAnswer(
            DeviceStatus status,
            DeviceId deviceId,
            long position,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<BrokerEnforcement> enforcement) {
        RevokedAnswer with(List<BrokerEnforcement> report) {
            return new RevokedAnswer(status, deviceId, position, report);
        }
    }
}
