package org.deviceonboarding.command.template;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.command.approval.FourEyes;
import org.deviceonboarding.command.approval.Pending;
import org.deviceonboarding.command.text.PlainText;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateProposal;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code PUT /acl-templates/{type}}, which defines what the devices of a type may reach. */
@RestController
class DefineTemplateController {
    private final CommandDispatcher commands;
    private final LogPosition positions;
    private final FourEyes fourEyes;
    private final ApprovedTemplate approved;
    private final AclTemplates templates;

    DefineTemplateController(
            CommandDispatcher commands,
            LogPosition positions,
            FourEyes fourEyes,
            ApprovedTemplate approved,
            AclTemplates templates) {
        this.commands = commands;
        this.positions = positions;
        this.fourEyes = fourEyes;
        this.approved = approved;
        this.templates = templates;
    }

    @Operation(
            operationId = "defineAclTemplate",
            summary = "Defines what the devices of a type may reach",
            tags = "Brokers")
    @ApiResponse(
            responseCode = "200",
            description = "It is done",
            content = @Content(schema = @Schema(implementation = TemplateAnswer.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It waits for a second person",
            content = @Content(schema = @Schema(implementation = Pending.class)))
    @PutMapping("/acl-templates/{type}")
    ResponseEntity<?> define(
            @PathVariable DeviceType type, @RequestBody TemplateProposal proposal, ChangeRequest request) {
        if (proposal.comment() != null) {
            PlainText.fault(proposal.comment()).ifPresent(fault -> {
                throw new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", Map.of("comment", fault));
            });
        }
        DefineTemplate command =
                new DefineTemplate(type, proposal.template().rules(), proposal.comment(), proposal.messages(), null);
        if (fourEyes.guards(approved.action())) {
            return fourEyes.request(
                    approved,
                    type.value(),
                    ApprovedTemplate.Proposed.of(command, templates.version(type.value())),
                    command.comment(),
                    request,
                    pending -> ResponseEntity.accepted().body(pending));
        }
        long version = commands.ask(command, request.actor(), Long.class).orElseThrow();
        return ResponseEntity.ok(new TemplateAnswer(
                type.value(), version, command.rules(), command.messages(), positions.of(command.aggregate())));
    }

    /** @param messagesAfterLoss null for the default: purged after a decommissioning and a compromise, kept else */
    record TemplateAnswer(
            String type,
            long version,
            List<TemplateRule> rules,
            @Nullable MessagesAfterLoss messagesAfterLoss,
            long position) {}
}
