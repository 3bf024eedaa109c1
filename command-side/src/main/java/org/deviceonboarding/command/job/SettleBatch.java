package org.deviceonboarding.command.job;

import java.util.List;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.log.command.Command;

/**
 * The command to settle bundles of a batch that is over: each counts as downloaded or expired, and is deleted.
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
