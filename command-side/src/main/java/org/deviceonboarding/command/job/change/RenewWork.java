package org.deviceonboarding.command.job.change;

import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.issuing.BundleBatch;
import org.deviceonboarding.command.issuing.IssuedCredentials;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.command.job.Job;
import org.deviceonboarding.command.job.JobRow;
import org.deviceonboarding.command.job.KeyBatches;
import org.deviceonboarding.command.job.RowWork;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Renews one device of a bulk change, with a key that the portal makes. */
@Component
class RenewWork implements RowWork {
    private final Issuing issuing;
    private final CommandDispatcher commands;

    RenewWork(Issuing issuing, CommandDispatcher commands) {
        this.issuing = issuing;
        this.commands = commands;
    }

    @Override
    public BulkAction action() {
        return BulkAction.RENEW;
    }

    @Override
    public int batchSize(Job job) {
        return KeyBatches.sizeFor(job.instructions().keyAlgorithm());
    }

    @Override
    public CommandEnvelope prepare(Job job, JobRow row, @Nullable BundleBatch batch) {
        Instructions asked = job.instructions();
        long seen = asked.seenOrNothing();
        String type = commands.ask(
                        CommandEnvelope.of(new DeviceCommand.CheckRenewal(row.deviceId())), Actor.PORTAL, String.class)
                .orElseThrow();
        IssuedCredentials issued = issuing.issue(
                row.deviceId(), type, new KeyChoice(asked.keyAlgorithm(), null).source(), asked.validity(), batch);
        DeviceCommand command = job.prepared()
                ? new DeviceCommand.PrepareRenewal(row.deviceId(), seen, issued.certificate(), issued.bundleReference())
                : new DeviceCommand.Renew(
                        row.deviceId(), seen, issued.certificate(), issued.bundleReference(), asked.revokePrevious());
        return CommandEnvelope.of(command, issued.bundle());
    }
}
