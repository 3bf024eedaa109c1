package org.deviceonboarding.command.broker;

import java.util.Optional;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.log.read.BrokerFilters;
import org.deviceonboarding.log.read.FilteredLog;
import org.springframework.stereotype.Component;

/** Looks up the receipts of a broker in the log, which belong to no aggregate. */
@Component
class SignsOfLife {
    private static final String RETIRED = "BrokerRetired";

    private final FilteredLog log;

    SignsOfLife(FilteredLog log) {
        this.log = log;
    }

    /** Whether nothing came after the broker was retired; empty if the log does not know the broker. */
    Optional<Boolean> retired(BrokerId broker) {
        return log.newest(BrokerFilters.SIGNS.member("broker_id", broker.value()))
                .map(sign -> sign.type().equals(RETIRED));
    }
}
