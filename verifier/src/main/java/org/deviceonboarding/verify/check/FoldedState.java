package org.deviceonboarding.verify.check;

import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.Fleet;
import org.deviceonboarding.domain.revocation.Revocations;

/** What the log comes to, by the rules that the portal enforces. */
record FoldedState(Fleet fleet, Revocations revocations, BrokerPolicy explicit, BrokerPolicy pattern) {
    static final FoldedState EMPTY = new FoldedState(
            Fleet.EMPTY,
            Revocations.NONE,
            BrokerPolicy.empty(AclStrategy.EXPLICIT),
            BrokerPolicy.empty(AclStrategy.PATTERN));

    /** @throws IllegalStateException if it cannot have happened */
    FoldedState after(Recorded<OnboardingEvent> recorded) {
        return new FoldedState(
                fleet.after(recorded), revocations.after(recorded), explicit.after(recorded), pattern.after(recorded));
    }
}
