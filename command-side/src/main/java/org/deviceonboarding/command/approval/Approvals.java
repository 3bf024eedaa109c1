package org.deviceonboarding.command.approval;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** Carries out what follows from a request or a decision, in its transaction. */
@Component
public class Approvals {
    private final ApprovalTable table;
    private final ObjectProvider<ApprovedAction> actions;
    private final RevokedKeys keys;

    Approvals(ApprovalTable table, ObjectProvider<ApprovedAction> actions, RevokedKeys keys) {
        this.table = table;
        this.actions = actions;
        this.keys = keys;
    }

    void asked(ApprovalCommand.Ask command, Actor requester) {
        table.add(command, requester);
        action(command.action()).hold(command.request(), requester);
    }

    void granted(ApprovalId id, Actor approver, @Nullable String comment) {
        ApprovalTable.ApprovalRow entry = table.require(id);
        if (givesAccess(entry) && keys.made(entry.actor())) {
            throw new Refused(RefusalCode.CONFLICT, "The key that asked for it is revoked; it must be asked for again");
        }
        table.decide(id, "approved", approver, comment);
        action(entry.action())
                .carryOut(
                        entry.request(),
                        entry.actor()
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
        action(entry.action()).drop(entry.request());
    }

    boolean givesAccess(ApprovalTable.ApprovalRow entry) {
        return action(entry.action()).givesAccess(entry.request());
    }

    private ApprovedAction action(ApprovalAction action) {
        Map<ApprovalAction, ApprovedAction> known = new EnumMap<>(ApprovalAction.class);
        List<ApprovedAction> all = actions.stream().toList();
        all.forEach(one -> known.put(one.action(), one));
        return Objects.requireNonNull(known.get(action));
    }
}
