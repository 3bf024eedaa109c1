package org.deviceonboarding.acl.release;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.append.AppendObserver;
import org.deviceonboarding.log.append.NewEvent;
import org.deviceonboarding.log.reader.LoggedEvent;
import org.deviceonboarding.log.trace.Tracing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Records a span for each request that changes the policy: from the moment in which this process reads its first event to the
 * receipt for its last one.
 */
@Component
final class ReleaseTraces implements AppendObserver {
    private static final int MOST = 10_000;

    private final Tracing tracing;
    private final InstantSource clock;
    private final Map<String, Unreleased> waiting = new ConcurrentHashMap<>();

    ReleaseTraces(ObjectProvider<Tracing> tracing, InstantSource clock) {
        this.tracing = tracing.getIfAvailable(() -> Tracing.OFF);
        this.clock = clock;
    }

    private record Unreleased(Instant readAt, long lastPosition) {}

    /** Takes an event that changes the policy. */
    void read(LoggedEvent event) {
        if (!tracing.concerns(event.recorded().at()) || waiting.size() >= MOST) {
            return;
        }
        String id = event.actor().fact(Fact.CORRELATION_ID);
        if (id != null) {
            waiting.merge(
                    id,
                    new Unreleased(clock.instant(), event.position()),
                    (first, last) -> new Unreleased(first.readAt(), last.lastPosition()));
        }
    }

    @Override
    public void appended(List<NewEvent> events) {
        if (waiting.isEmpty()) {
            return;
        }
        for (NewEvent appended : events) {
            EventFilter.ofEnforcement(new Recorded<>(0, Instant.EPOCH, appended.event()))
                    .ifPresent(receipt -> enforced(receipt.event()));
        }
    }

    private void enforced(BrokerPolicyEnforced receipt) {
        waiting.forEach((id, change) -> {
            if (change.lastPosition() <= receipt.position() && waiting.remove(id, change)) {
                tracing.record("release " + receipt.brokerId().value(), id, change.readAt());
            }
        });
    }
}
