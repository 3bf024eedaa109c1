package org.deviceonboarding.acl.cleanup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the sessions and devices that were cleaned up at a broker. */
public final class CleanupMetrics {
    private final Counter expired;
    private final Counter purged;

    public CleanupMetrics(MeterRegistry registry, String broker) {
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
}
