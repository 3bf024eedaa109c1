package org.deviceonboarding.query.broker;

import java.time.Instant;
import org.deviceonboarding.log.read.BrokerBacklogs;
import org.jspecify.annotations.Nullable;

/**
 * The events that a broker has not confirmed yet.
 *
 * @param positions the number of events, at most {@value BrokerBacklogs#MOST}
 * @param since the time of the oldest event, null if there is none
 */
record BrokerLag(long positions, @Nullable Instant since) {
    /** The age of the oldest event. */
    long seconds(Instant now) {
        return since == null ? 0 : Math.max(0, now.getEpochSecond() - since.getEpochSecond());
    }
}
