package org.deviceonboarding.command.job.imports;

import java.time.Duration;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.issuing.BundleBatch;
import org.deviceonboarding.command.issuing.IssuedCredentials;
import org.deviceonboarding.command.issuing.Issuing;
import org.deviceonboarding.command.job.Job;
import org.deviceonboarding.command.job.JobRow;
import org.deviceonboarding.command.job.KeyBatches;
import org.deviceonboarding.command.job.RowWork;
import org.deviceonboarding.command.registration.RegisterRequest;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Registers one device of a list. */
@Component
class ImportWork implements RowWork {
    private final Issuing issuing;
    private final JsonMapper json;

    ImportWork(Issuing issuing, JsonMapper json) {
        this.issuing = issuing;
        this.json = json;
    }

    @Override
    public BulkAction action() {
        return BulkAction.IMPORT;
    }

    @Override
    public int batchSize(Job job) {
        return KeyBatches.sizeFor(job.instructions().keyAlgorithm());
    }

    @Override
    public CommandEnvelope prepare(Job job, JobRow row, @Nullable BundleBatch batch) {
        RegisterRequest request =
                json.readValue(row.requestOrFail(), ImportLine.class).request(job.instructions());
        Duration validity = request.validity();
        IssuedCredentials issued = issuing.issue(
                row.deviceId(), request.type(), request.keyChoice().source(), validity, batch);
        return CommandEnvelope.of(
                new DeviceCommand.Register(
                        row.deviceId(), request.details(), issued.certificate(), issued.bundleReference()),
                issued.bundle());
    }
}
