package org.deviceonboarding.command.job.change;

import org.deviceonboarding.command.approval.ApprovedAction;
import org.deviceonboarding.command.job.BulkCommand;
import org.deviceonboarding.command.job.Jobs;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.stereotype.Component;

/** Starts a mass revocation once it is approved. */
@Component
class ApprovedRevocation implements ApprovedAction<BulkCommand.Start> {
    private final Jobs jobs;
    private final CommandDispatcher commands;

    ApprovedRevocation(Jobs jobs, CommandDispatcher commands) {
        this.jobs = jobs;
        this.commands = commands;
    }

    @Override
    public ApprovalAction action() {
        return ApprovalAction.MASS_REVOCATION;
    }

    @Override
    public Class<BulkCommand.Start> details() {
        return BulkCommand.Start.class;
    }

    /** A renewal that makes certificates void gives others. */
    @Override
    public boolean givesAccess(BulkCommand.Start start) {
        return start.action() != BulkAction.REVOKE;
    }

    @Override
    public void hold(BulkCommand.Start start, Actor requester) {
        jobs.hold(start.bulkId(), requester, start.rows());
    }

    @Override
    public void carryOut(BulkCommand.Start start, Actor requester) {
        commands.send(start, requester);
    }

    @Override
    public void drop(BulkCommand.Start start) {
        jobs.drop(start.bulkId());
    }
}
