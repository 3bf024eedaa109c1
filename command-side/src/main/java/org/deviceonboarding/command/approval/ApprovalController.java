package org.deviceonboarding.command.approval;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** What waits for a second person, and its decisions. */
@RestController
@RequestMapping("/approvals")
class ApprovalController {
    private static final int USUAL = 50;
    private static final int MOST = 500;

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

    record Decided(ApprovalId id, String status, long position) {}

    @Operation(operationId = "listApprovals", summary = "What waits, or waited, for a second person", tags = "Bulk")
    @GetMapping
    Page list(@RequestParam MultiValueMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (!Set.of("status", "limit", "cursor").contains(name) || values.size() > 1) {
                throw invalid("parameters", "are status, limit and cursor, each at most once");
            }
        });
        String status = parameters.getFirst("status");
        if (status != null
                && !Set.of("pending", "approved", "rejected", "expired").contains(status)) {
            throw invalid("status", "must be pending, approved, rejected or expired");
        }
        int limit = limit(parameters.getFirst("limit"));
        List<ApprovalTable.ApprovalRow> found = approvals.list(status, limit, cursor(parameters.getFirst("cursor")));
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

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "must be 1 to " + MOST);
        }
        return limit;
    }

    private static @Nullable UUID cursor(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", "must be a next_cursor of this list");
        }
    }

    private static Refused invalid(String field, String message) {
        return new Refused(
                RefusalCode.VALIDATION_ERROR,
                "The request has parameters this list does not take",
                Map.of(field, message));
    }
}
