package org.deviceonboarding.verify.check;

import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.Fleet;
import org.deviceonboarding.domain.revocation.Revocations;

/** The state that the log folds to, by the portal's own folds. */
record FoldedState(Fleet fleet, Revocations revocations, BrokerPolicy explicit, BrokerPolicy pattern) {
    static final FoldedState EMPTY = new FoldedState(
            Fleet.EMPTY,
            Revocations.NONE,
            BrokerPolicy.empty(AclStrategy.EXPLICIT),
            BrokerPolicy.empty(AclStrategy.PATTERN));

    /** @throws IllegalStateException if the event cannot follow the state */
    FoldedState after(Recorded<OnboardingEvent> recorded) {
        return new FoldedState(
                fleet.after(recorded), revocations.after(recorded), explicit.after(recorded), pattern.after(recorded));
    }
}
