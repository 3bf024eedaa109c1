package org.deviceonboarding.acl.broker;

import org.deviceonboarding.domain.event.BrokerEvent;

/** Appends to the log what the process beside a broker saw the broker do. */
@FunctionalInterface
public interface BrokerEventLog {
    /** Returns once the event is durable; throws a RuntimeException if it is not. */
    void append(BrokerEvent event);
}
