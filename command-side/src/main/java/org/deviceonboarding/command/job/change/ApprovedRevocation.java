package org.deviceonboarding.command.job.change;

import org.deviceonboarding.command.approval.ApprovedAction;
import org.deviceonboarding.command.job.BulkCommand;
import org.deviceonboarding.command.job.Jobs;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Starts a mass revocation once it is approved. */
@Component
class ApprovedRevocation implements ApprovedAction {
    private final Jobs jobs;
    private final CommandDispatcher commands;
    private final JsonMapper json;

    ApprovedRevocation(Jobs jobs, CommandDispatcher commands, JsonMapper json) {
        this.jobs = jobs;
        this.commands = commands;
        this.json = json;
    }

    @Override
    public ApprovalAction action() {
        return ApprovalAction.MASS_REVOCATION;
    }

    /** A renewal that makes certificates void gives others. */
    @Override
    public boolean givesAccess(String request) {
        return start(request).action() != BulkAction.REVOKE;
    }

    @Override
    public void hold(String request, Actor requester) {
        BulkCommand.Start start = start(request);
        jobs.hold(start.bulkId(), requester, start.rows());
    }

    @Override
    public void carryOut(String request, Actor requester) {
        commands.send(start(request), requester);
    }

    @Override
    public void drop(String request) {
        jobs.drop(start(request).bulkId());
    }

    private BulkCommand.Start start(String request) {
        return json.readValue(request, BulkCommand.Start.class);
    }
}
