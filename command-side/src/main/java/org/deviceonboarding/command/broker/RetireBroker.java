package org.deviceonboarding.command.broker;

import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.log.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * The command to retire a broker: no change waits for its receipts any more. Nothing happens if it is retired; refused
 * if the log does not know it.
 */
record RetireBroker(BrokerId broker, @Nullable String comment) implements Command {
    @Override
    public String aggregate() {
        return broker.value();
    }
}
