package org.deviceonboarding.query.broker;

import java.time.Instant;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * One {@link BrokerPolicyEnforced}.
 *
 * @param logPosition of the receipt itself
 * @param position of the policy it is about
 */
record Receipt(
        BrokerId brokerId,
        long logPosition,
        long position,
        Instant recordedAt,
        @Nullable Long latencyMillis) {
    static Receipt of(Recorded<BrokerPolicyEnforced> recorded) {
        BrokerPolicyEnforced event = recorded.event();
        return new Receipt(
                event.brokerId(), recorded.position(), event.position(), recorded.at(), event.latencyMillis());
    }
}
