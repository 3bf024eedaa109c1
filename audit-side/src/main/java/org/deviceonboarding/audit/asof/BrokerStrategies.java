package org.deviceonboarding.audit.asof;

import java.util.Optional;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.log.read.Events;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.springframework.stereotype.Component;

/** Finds out from receipts which ACL strategy a broker used. */
@Component
class BrokerStrategies {
    private static final LogFilter RECEIPTS = LogFilter.of(BrokerPolicyEnforced.class);

    private final FilteredLog log;

    BrokerStrategies(FilteredLog log) {
        this.log = log;
    }

    /** The strategy as of that position; empty if the broker had sent no receipt by then. */
    Optional<AclStrategy> of(BrokerId broker, long until) {
        return log.newest(RECEIPTS.member("broker_id", broker.value()).until(until))
                .map(receipt -> Events.of(receipt, BrokerPolicyEnforced.class).strategy());
    }
}
