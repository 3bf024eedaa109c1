package org.deviceonboarding.command.approval;

import static org.deviceonboarding.access.paging.PageParameters.CURSOR;
import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** Serves {@code /approvals}: lists what waits for a second person, and takes decisions. */
@RestController
@RequestMapping("/approvals")
class ApprovalController {
    private final ApprovalTable approvals;
    private final CommandDispatcher commands;
    private final JsonMapper json;

    ApprovalController(ApprovalTable approvals, CommandDispatcher commands, JsonMapper json) {
        this.approvals = approvals;
        this.commands = commands;
        this.json = json;
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<ApprovalView> items, @Nullable String nextCursor) {}

    /** @param cursor the last request already shown */
    @ParameterObject
    record ListParameters(
            @Parameter(description = "Of the request")
            @Pattern(regexp = STATUSES, message = "must be one of " + STATUSES)
            @Nullable
            String status,

            @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
            int limit,

            @Parameter(description = CURSOR) @Nullable UUID cursor) {
        private static final String STATUSES = "pending|approved|rejected|expired";
    }

    record Decided(ApprovalId id, String status, long position) {}

    @Operation(operationId = "listApprovals", summary = "What waits, or waited, for a second person", tags = "Bulk")
    @GetMapping
    Page list(ListParameters parameters) {
        int limit = parameters.limit();
        List<ApprovalTable.ApprovalRow> found = approvals.list(parameters.status(), limit, parameters.cursor());
        boolean more = found.size() > limit;
        List<ApprovalTable.ApprovalRow> shown = more ? found.subList(0, limit) : found;
        return new Page(
                shown.stream().map(this::view).toList(),
                more ? shown.getLast().id().toString() : null);
    }

    @Operation(operationId = "getApproval", summary = "A request as it was frozen, and what was decided", tags = "Bulk")
    @GetMapping("/{id}")
    ApprovalView show(@PathVariable UUID id) {
        return view(approvals.require(new ApprovalId(id)));
    }

    @Operation(operationId = "approve", summary = "Does what another person asked for", tags = "Bulk")
    @PostMapping("/{id}/approve")
    Decided approve(
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable Decision body,
            HttpServletRequest request,
            Actor actor) {
        ApprovalId approval = requireRole(id, request);
        Decision decision = body == null ? Decision.WITHOUT_WORDS : body;
        return decide(new ApprovalCommand.Grant(approval, decision.comment()), actor, "approved");
    }

    @Operation(operationId = "reject", summary = "Ends a request; nothing is done", tags = "Bulk")
    @PostMapping("/{id}/reject")
    Decided reject(
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable Decision body,
            HttpServletRequest request,
            Actor actor) {
        ApprovalId approval = requireRole(id, request);
        Decision decision = body == null ? Decision.WITHOUT_WORDS : body;
        return decide(
                new ApprovalCommand.Reject(approval, request.isUserInRole("ADMIN"), decision.comment()),
                actor,
                "rejected");
    }

    private Decided decide(ApprovalCommand command, Actor actor, String status) {
        return commands.send(command, actor, position -> new Decided(command.approvalId(), status, position));
    }

    /** Who may decide is who could have asked. */
    private ApprovalId requireRole(UUID id, HttpServletRequest request) {
        ApprovalTable.ApprovalRow entry = approvals.require(new ApprovalId(id));
        if (entry.action() == ApprovalAction.ACL_TEMPLATE && !request.isUserInRole("ADMIN")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Your role does not allow this");
        }
        return entry.id();
    }

    private ApprovalView view(ApprovalTable.ApprovalRow entry) {
        return ApprovalView.of(entry, json.readTree(entry.request()));
    }
}
