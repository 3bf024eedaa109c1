package org.deviceonboarding.command.lifecycle;

import org.deviceonboarding.command.approval.ApprovedAction;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Decommissions a device once that is approved. */
@Component
class ApprovedDecommission implements ApprovedAction {
    private final CommandDispatcher commands;
    private final JsonMapper json;

    ApprovedDecommission(CommandDispatcher commands, JsonMapper json) {
        this.commands = commands;
        this.json = json;
    }

    @Override
    public ApprovalAction action() {
        return ApprovalAction.DECOMMISSION;
    }

    @Override
    public boolean givesAccess(String request) {
        return false;
    }

    @Override
    public void carryOut(String request, Actor requester) {
        commands.send(CommandEnvelope.of(json.readValue(request, DeviceCommand.Decommission.class)), requester);
    }
}
