package org.deviceonboarding.command.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request that needs a second person, as callers see it.
 *
 * @param status pending, approved, rejected or expired
 * @param requesterOwner the human or program behind {@code requestedBy}
 * @param request what is to be done, as it was frozen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApprovalView(
        ApprovalId id,
        ApprovalAction action,
        String status,
        String subject,
        JsonNode request,
        @Nullable String comment,
        String requestedBy,
        String requesterOwner,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable String deciderOwner,
        @Nullable Instant decidedAt,
        @Nullable String decisionComment) {
    static ApprovalView of(ApprovalTable.ApprovalRow entry, JsonNode request) {
        return new ApprovalView(
                entry.id(),
                entry.action(),
                entry.status(),
                entry.subject(),
                request,
                entry.comment(),
                entry.requestedBy(),
                entry.actor().owner(),
                entry.requestedAt(),
                entry.expiresAt(),
                entry.decidedBy(),
                entry.deciderOwner(),
                entry.decidedAt(),
                entry.decisionComment());
    }
}
