package org.deviceonboarding.query.broker;

import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.log.read.BrokerBacklogs;
import org.deviceonboarding.log.read.BrokerBacklogs.Backlog;
import org.springframework.stereotype.Component;

/** Finds the lags of brokers in the log. */
@Component
class BrokerLags {
    private final BrokerBacklogs backlogs;

    BrokerLags(BrokerBacklogs backlogs) {
        this.backlogs = backlogs;
    }

    BrokerLag of(BrokerModel broker) {
        BrokerModel.Enforced enforced = broker.enforced();
        Backlog backlog = enforced == null
                ? backlogs.of(0, AclStrategy.PATTERN)
                : backlogs.of(enforced.position(), enforced.strategy());
        return new BrokerLag(backlog.entries(), backlog.oldest());
    }
}
