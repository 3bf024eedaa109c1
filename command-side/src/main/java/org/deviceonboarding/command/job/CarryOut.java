package org.deviceonboarding.command.job;

import java.util.List;
import java.util.UUID;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.log.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * The command to carry out several prepared rows of a job in one transaction.
 *
 * @param claim under which the rows were taken
 */
record CarryOut(BulkId job, UUID claim, List<Prepared> rows) implements Command {
    @Override
    public String aggregate() {
        return BulkCommand.idOf(job);
    }

    /**
     * @param command null if the row is refused
     * @param error why, or null
     */
    record Prepared(
            JobRow row,
            @Nullable CommandEnvelope command,
            @Nullable String error) {}
}
