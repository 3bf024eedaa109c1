package org.deviceonboarding.access.revokedkey;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.log.lease.Repeated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Stops what revoked keys asked for and is still under way: at once where a key is revoked, and every few seconds for
 * what that process left undone. That nothing gives access meanwhile is not left to it; each transaction sees to that.
 */
@Profile("command")
@Component
public class KeyRevocations extends Repeated {
    private static final Logger log = LoggerFactory.getLogger(KeyRevocations.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final List<RequestsUnderWay> kinds;
    private volatile Set<String> goOn = Set.of();

    KeyRevocations(List<RequestsUnderWay> kinds, MeterRegistry metrics) {
        super("key-revocations", PAUSE);
        this.kinds = kinds;
        Gauge.builder("revoked.key.requests", () -> goOn.size())
                .description("Requests of revoked keys that take access away and go on")
                .register(metrics);
    }

    /** A key was revoked. What fails here is done soon after. */
    public void look() {
        try {
            turn();
        } catch (RuntimeException e) {
            log.warn("What a revoked key asked for is stopped in {}: {}", PAUSE, e.toString());
        }
    }

    @Override
    protected synchronized void turn() {
        Set<String> found = new HashSet<>();
        kinds.forEach(kind -> found.addAll(kind.stopThoseOfRevokedKeys()));
        found.stream()
                .filter(request -> !goOn.contains(request))
                .forEach(request -> log.warn(
                        "{} was asked for by a key that is revoked; it takes access away and goes on unless an admin cancels it",
                        request));
        goOn = Set.copyOf(found);
    }
}
