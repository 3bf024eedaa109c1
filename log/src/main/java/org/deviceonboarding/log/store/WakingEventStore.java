package org.deviceonboarding.log.store;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** An event store whose readers wake at an append, of this process or another, instead of looking twice a second. */
final class WakingEventStore extends EmbeddedEventStore {
    private final Appends appends;

    /** @param builder without event-consumption optimisation, whose cache knows nothing of other processes */
    WakingEventStore(Builder builder, Appends appends) {
        super(builder.optimizeEventConsumption(false));
        this.appends = appends;
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        super.afterCommit(events);
        appends.ring();
    }

    @Override
    public TrackingEventStream openStream(TrackingToken position) {
        return new WakingStream(super.openStream(position), appends);
    }
}
