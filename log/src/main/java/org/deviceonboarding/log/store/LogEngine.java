package org.deviceonboarding.log.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.deviceonboarding.log.append.AppendedPositions;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.append.CompanionRows;
import org.deviceonboarding.log.process.RunningProcesses;
import org.deviceonboarding.log.trace.Tracing;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's storage engine, but events are appended in the transaction under way or, if there is none, through {@link GroupCommit}.
 */
final class LogEngine extends JdbcEventStorageEngine {
    private final AppendTransaction append;
    private final GroupCommit groups;
    private final Appends appends;
    private final Observed observed;
    private final RunningProcesses processes;
    private final Tracing tracing;

    LogEngine(
            Builder builder,
            AppendTransaction append,
            GroupCommit groups,
            Appends appends,
            Observed observed,
            RunningProcesses processes,
            Tracing tracing) {
        super(builder);
        this.append = append;
        this.groups = groups;
        this.appends = appends;
        this.observed = observed;
        this.processes = processes;
        this.tracing = tracing;
    }

    /** Whether another statement asks for more events although the last one had fewer than it may. */
    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }

    /** No snapshots of aggregates are stored: a device has few events. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        // Serialised before the turn, since others wait during it.
        PendingAppend change = new PendingAppend(
                events.stream().map(event -> StoredEvent.of(event, serializer)).toList(), CompanionRows.take());
        processes.check(change.kinds());
        try (Tracing.Step _ = tracing.open("append", change.correlationId())) {
            AppendedPositions.remember(appended(change));
        }
    }

    private Map<String, Long> appended(PendingAppend change) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            Map<String, Long> positions = groups.append(change);
            observed.tell(change);
            return positions;
        }
        Map<String, Long> positions = append.append(List.of(change)).getFirst();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                appends.ring(); // not before, since nobody sees the events until then
                observed.tell(change);
            }
        });
        return positions;
    }
}
