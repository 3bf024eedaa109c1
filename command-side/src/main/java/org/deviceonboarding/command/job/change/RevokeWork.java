package org.deviceonboarding.command.job.change;

import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.issuing.BundleBatch;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.command.job.Job;
import org.deviceonboarding.command.job.JobRow;
import org.deviceonboarding.command.job.RowWork;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.RevocationReason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Revokes one device of a bulk change. */
@Component
class RevokeWork implements RowWork {
    /** So many share a transaction, and so a new ACL and a new CRL. */
    private static final int BATCH = 500;

    @Override
    public BulkAction action() {
        return BulkAction.REVOKE;
    }

    @Override
    public int batchSize(Job job) {
        return BATCH;
    }

    @Override
    public CommandEnvelope prepare(Job job, JobRow row, @Nullable BundleBatch batch) {
        Instructions asked = job.instructions();
        RevocationReason reason = asked.reason() == null ? RevocationReason.UNSPECIFIED : asked.reason();
        return CommandEnvelope.of(new DeviceCommand.Revoke(row.deviceId(), reason, asked.comment()));
    }
}
