package org.deviceonboarding.command.lifecycle;

import org.deviceonboarding.command.approval.ApprovedAction;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.stereotype.Component;

/** Decommissions a device once that is approved. */
@Component
class ApprovedDecommission implements ApprovedAction<DeviceCommand.Decommission> {
    private final CommandDispatcher commands;

    ApprovedDecommission(CommandDispatcher commands) {
        this.commands = commands;
    }

    @Override
    public ApprovalAction action() {
        return ApprovalAction.DECOMMISSION;
    }

    @Override
    public Class<DeviceCommand.Decommission> details() {
        return DeviceCommand.Decommission.class;
    }

    @Override
    public boolean givesAccess(DeviceCommand.Decommission command) {
        return false;
    }

    @Override
    public void carryOut(DeviceCommand.Decommission command, Actor requester) {
        commands.send(CommandEnvelope.of(command), requester);
    }
}
