package org.deviceonboarding.acl.release;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Folds the log into the desired state, in memory, and hands it to the reconcile loop. */
@Component
@ProcessingGroup(DesiredStateProjection.GROUP)
public final class DesiredStateProjection {
    public static final String GROUP = "acl";

    private final ReconcileLoop loop;
    private volatile DesiredState desired;
    private volatile @Nullable String trouble;

    DesiredStateProjection(BrokerSettings broker, ReconcileLoop loop) {
        this.desired = DesiredState.of(broker.id(), broker.strategy());
        this.loop = loop;
    }

    // Every event, not just those we know: Axon passes over an event without a handler, and with an event of a later
    // version perhaps over the end of a right.
    @EventHandler
    void on(Object event, TrackingToken token, @Timestamp Instant at) {
        long position = token.position().orElseThrow();
        if (!(event instanceof OnboardingEvent known)) {
            String unknown = "The log holds an event at position " + position
                    + " that this version does not know: update this process";
            trouble = unknown;
            throw new IllegalStateException(unknown);
        }
        trouble = null;
        DesiredState next = desired.after(new Recorded<>(position, at, known));
        desired = loop.proves() ? next : next.unproven();
        loop.desired(desired);
    }

    /** What keeps it from reading on, or null. */
    @Nullable
    public String trouble() {
        return trouble;
    }
}
