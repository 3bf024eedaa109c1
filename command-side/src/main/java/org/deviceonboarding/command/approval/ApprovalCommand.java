package org.deviceonboarding.command.approval;

import java.time.Instant;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.log.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of an approval: ask for it, grant it, reject it. */
sealed interface ApprovalCommand extends Command {
    ApprovalId approvalId();

    @Override
    default String aggregate() {
        return "approval/" + approvalId();
    }

    /** @param request as it was frozen, JSON */
    record Ask(
            ApprovalId approvalId,
            ApprovalAction action,
            String subject,
            String request,
            Sha256 digest,
            @Nullable String comment,
            Instant expiresAt)
            implements ApprovalCommand {}

    /** Allows it, and has it done. Refused to whoever asked, once it was decided, and once its time is over. */
    record Grant(ApprovalId approvalId, @Nullable String comment) implements ApprovalCommand {}

    /**
     * Refuses it. The requester may, too: that takes it back. Refused to all but administrators if it takes access away and the
     * key that asked for it is revoked.
     */
    record Reject(
            ApprovalId approvalId,
            boolean byAdmin,
            @Nullable String comment) implements ApprovalCommand {}
}
