package org.deviceonboarding.acl;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.springframework.stereotype.Component;

/** Folds the log into what it asks of the broker, in memory, and tells the release loop. */
@Component
@ProcessingGroup(AccessProjection.GROUP)
final class AccessProjection {
    static final String GROUP = "acl";

    private final ReleaseLoop releases;
    private volatile Demand demand = Demand.NONE;

    AccessProjection(ReleaseLoop releases) {
        this.releases = releases;
    }

    @EventHandler
    void on(OnboardingEvent event, TrackingToken token, @Timestamp Instant at) {
        demand = demand.after(new Recorded<>(token.position().orElseThrow(), at, event));
        releases.demand(demand);
    }

    // Axon would pass over an event that this version has no class for, and with it perhaps the end of a right.
    @EventHandler
    @SuppressWarnings("DoNotCallSuggester") // Axon calls it.
    void on(Object unknown, TrackingToken token) {
        throw new IllegalStateException("The log holds an event at position "
                + token.position().orElseThrow() + " that this version does not know: update this process");
    }
}
