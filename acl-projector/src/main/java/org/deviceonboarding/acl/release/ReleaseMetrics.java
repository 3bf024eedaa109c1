package org.deviceonboarding.acl.release;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.deviceonboarding.acl.policy.PolicyChange;

/** Measures how long it takes until a broker enforces what the log says, and counts the roll-backs. */
public final class ReleaseMetrics {
    private final Timer revocations;
    private final Counter rollbacks;

    public ReleaseMetrics(MeterRegistry registry, String broker) {
        revocations = Timer.builder("revocation.enforcement")
                .description("From the event that takes access away to the end of the device's sessions")
                .tag("broker", broker)
                .publishPercentileHistogram()
                .register(registry);
        rollbacks = Counter.builder("broker.rollbacks")
                .description("Releases that a broker was seen not to enforce, so that the last good one was put back")
                .tag("broker", broker)
                .register(registry);
    }

    void enforced(Collection<PolicyChange> changes, Instant now) {
        changes.stream()
                .filter(change -> change.lost() != null)
                .map(change -> Duration.between(change.at(), now))
                .forEach(time -> revocations.record(time.isNegative() ? Duration.ZERO : time));
    }

    void rolledBack() {
        rollbacks.increment();
    }
}
