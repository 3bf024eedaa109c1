package org.deviceonboarding.command.broker;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;

/** Nothing is expected of the broker any more. Nothing happens if it is retired; refused if the log does not know it. */
record RetireBroker(BrokerId broker, @Nullable String comment) {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    BrokerId brokerId() {
        return broker;
    }
}
