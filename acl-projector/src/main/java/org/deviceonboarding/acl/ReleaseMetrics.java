package org.deviceonboarding.acl;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How long it takes until a broker does what the log says, and how often it did not. */
final class ReleaseMetrics {
    private final Timer revocations;
    private final Counter rollbacks;
    private final Counter expired;
    private final Counter purged;

    ReleaseMetrics(MeterRegistry registry, String broker) {
        revocations = Timer.builder("revocation.enforcement")
                .description("From the event that takes access away to the end of the device's sessions")
                .tag("broker", broker)
                .publishPercentileHistogram()
                .register(registry);
        rollbacks = Counter.builder("broker.rollbacks")
                .description("Releases that a broker was seen not to enforce, so that the last good one was put back")
                .tag("broker", broker)
                .register(registry);
        expired = Counter.builder("broker.expired.sessions.ended")
                .description("Sessions that were ended because a certificate was over")
                .tag("broker", broker)
                .register(registry);
        purged = Counter.builder("broker.purged.devices")
                .description("Devices that lost access and whose messages the broker was seen not to hold any more")
                .tag("broker", broker)
                .register(registry);
    }

    void expired(int sessions) {
        expired.increment(sessions);
    }

    void purged() {
        purged.increment();
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
