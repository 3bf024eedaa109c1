package org.deviceonboarding.query.broker;

import java.time.Instant;
import org.deviceonboarding.log.read.BrokerBacklogs;
import org.jspecify.annotations.Nullable;

/**
 * What a broker has not been seen to enforce yet.
 *
 * @param positions how many events, at most {@value BrokerBacklogs#MOST}
 * @param since time of the oldest, null if there is none
 */
record BrokerLag(long positions, @Nullable Instant since) {
    /** How old the oldest of the events is. */
    long seconds(Instant now) {
        return since == null ? 0 : Math.max(0, now.getEpochSecond() - since.getEpochSecond());
    }
}
