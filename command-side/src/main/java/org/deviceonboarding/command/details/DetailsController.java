package org.deviceonboarding.command.details;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.device.DeviceNames;
import org.deviceonboarding.command.device.IfMatch;
import org.deviceonboarding.command.device.NameWarning;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.DetailsPatch;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Serves {@code PATCH /device/{id}}, which changes a device's details: everything but its type, which decides about
 * its rights.
 */
@RestController
class DetailsController {
    static final String MERGE_PATCH = "application/merge-patch+json";

    private final CommandDispatcher commands;
    private final LogPosition positions;
    private final DeviceNames names;

    DetailsController(CommandDispatcher commands, LogPosition positions, DeviceNames names) {
        this.commands = commands;
        this.positions = positions;
        this.names = names;
    }

    @Operation(
            operationId = "changeDevice",
            summary = "Changes name, location, firmware or labels (RFC 7396)",
            tags = "Devices")
    @PatchMapping(
            path = "/device/{id}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<ChangedAnswer> change(
            @PathVariable DeviceId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable IfMatch condition,
            @RequestBody JsonNode patch,
            Actor actor) {
        DetailsPatch wished = MergePatch.read(patch);
        DeviceCommand.ChangeDetails command = new DeviceCommand.ChangeDetails(id, wished);
        DeviceDetails details = commands.ask(CommandEnvelope.of(command).on(condition), actor, DeviceDetails.class)
                .orElseThrow();
        long position = positions.of(id);
        List<NameWarning> warnings = wished.name() == null ? List.of() : names.lookalikes(wished.name(), id);
        return ResponseEntity.ok().eTag(IfMatch.tag(position)).body(ChangedAnswer.of(id, details, position, warnings));
    }
}
