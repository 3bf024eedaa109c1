package org.deviceonboarding.acl.broker;

import org.deviceonboarding.domain.event.BrokerEvent;

/** Appends events of the broker to the log. */
@FunctionalInterface
public interface BrokerEventLog {
    /** Returns once the event is durable; throws a RuntimeException if it is not. */
    void append(BrokerEvent event);
}
