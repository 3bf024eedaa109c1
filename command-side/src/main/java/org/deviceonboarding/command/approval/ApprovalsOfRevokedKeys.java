package org.deviceonboarding.command.approval;

import java.util.Set;
import java.util.TreeSet;
import org.deviceonboarding.access.revokedkey.RequestsUnderWay;
import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.stereotype.Component;

/** Rejects pending requests that would give access, once the key that asked for them is revoked. */
@Component
class ApprovalsOfRevokedKeys implements RequestsUnderWay {
    private static final String WHY = "The key that asked for it is revoked";

    private final ApprovalTable table;
    private final Approvals approvals;
    private final RevokedKeys keys;
    private final CommandDispatcher commands;

    ApprovalsOfRevokedKeys(ApprovalTable table, Approvals approvals, RevokedKeys keys, CommandDispatcher commands) {
        this.table = table;
        this.approvals = approvals;
        this.keys = keys;
        this.commands = commands;
    }

    @Override
    public Set<String> stopThoseOfRevokedKeys() {
        Set<String> goOn = new TreeSet<>();
        for (ApprovalTable.ApprovalRow entry : table.pending()) {
            if (keys.made(entry.actor())) {
                if (approvals.givesAccess(entry)) {
                    commands.send(new ApprovalCommand.Reject(entry.id(), false, WHY), Actor.PORTAL);
                } else {
                    goOn.add("Approval " + entry.id() + " (" + entry.action().wireName() + ")");
                }
            }
        }
        return goOn;
    }
}
