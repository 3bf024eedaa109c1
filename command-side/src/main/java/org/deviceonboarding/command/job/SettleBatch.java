package org.deviceonboarding.command.job;

import java.util.List;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.log.command.Command;

/**
 * Some bundles of a batch that is over: what became of each, and it is deleted.
 *
 * @param streamedRow up to which bundles had left when this was decided
 * @param last whether none waits behind them
 */
record SettleBatch(BulkId job, int streamedRow, List<CommandEnvelope> bundles, boolean last) implements Command {
    @Override
    public String aggregate() {
        return BulkCommand.idOf(job);
    }
}
