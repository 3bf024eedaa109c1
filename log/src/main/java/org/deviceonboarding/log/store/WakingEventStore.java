package org.deviceonboarding.log.store;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.deviceonboarding.log.append.Appends;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An event store whose readers wake at an append, of this process or another, instead of looking twice a second. Events without
 * a transaction around them are appended by {@link GroupCommit}, which wakes them itself.
 */
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
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            // Part of a larger transaction, before the end of which nobody sees it.
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    appends.ring();
                }
            });
        }
    }
}
