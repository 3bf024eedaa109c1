package org.deviceonboarding.command.approval;

import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Carries out what follows from a request or a decision, in its transaction. */
@Component
public class Approvals {
    private final ApprovalTable table;
    private final ObjectProvider<ApprovedAction<?>> actions;
    private final RevokedKeys keys;
    private final JsonMapper json;

    Approvals(ApprovalTable table, ObjectProvider<ApprovedAction<?>> actions, RevokedKeys keys, JsonMapper json) {
        this.table = table;
        this.actions = actions;
        this.keys = keys;
        this.json = json;
    }

    void asked(ApprovalCommand.Ask command, Actor requester) {
        table.add(command, requester);
        requested(command.action(), command.request()).hold(requester);
    }

    void granted(ApprovalId id, Actor approver, @Nullable String comment) {
        ApprovalTable.ApprovalRow entry = table.require(id);
        if (givesAccess(entry) && keys.made(entry.actor())) {
            throw new Refused(RefusalCode.CONFLICT, "The key that asked for it is revoked; it must be asked for again");
        }
        table.decide(id, "approved", approver, comment);
        requested(entry)
                .carryOut(entry.actor()
                        .with(Fact.APPROVAL_ID, id.toString())
                        .with(Fact.APPROVED_BY, approver.name())
                        .with(Fact.APPROVED_BY_OWNER, approver.owner()));
    }

    void rejected(ApprovalId id, Actor by, boolean byAdmin, @Nullable String comment) {
        ApprovalTable.ApprovalRow entry = table.require(id);
        if (!byAdmin && !givesAccess(entry) && keys.made(entry.actor())) {
            throw new Refused(
                    RefusalCode.FORBIDDEN, "The key that asked for it is revoked; only an administrator rejects it");
        }
        table.decide(id, "rejected", by, comment);
        requested(entry).drop();
    }

    boolean givesAccess(ApprovalTable.ApprovalRow entry) {
        return requested(entry).givesAccess();
    }

    private RequestedAction<?> requested(ApprovalTable.ApprovalRow entry) {
        return requested(entry.action(), entry.request());
    }

    private RequestedAction<?> requested(ApprovalAction action, String request) {
        ApprovedAction<?> known = actions.stream()
                .filter(one -> one.action() == action)
                .findFirst()
                .orElseThrow();
        return RequestedAction.read(known, request, json);
    }
}
