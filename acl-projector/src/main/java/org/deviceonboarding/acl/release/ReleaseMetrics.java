package org.deviceonboarding.acl.release;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deviceonboarding.acl.policy.PolicyChange;

/** Measures how long it takes until a broker enforces what the log says, and counts the roll-backs. */
public final class ReleaseMetrics {
    private final Timer revocations;
    private final Counter rollbacks;
    private final Map<ReleaseStep, Timer> steps = new EnumMap<>(ReleaseStep.class);

    public ReleaseMetrics(MeterRegistry registry, String broker) {
        revocations = Timer.builder("revocation.enforcement")
                .description("From the event that takes access away to the end of the device's sessions")
                .tag("broker", broker)
                .publishPercentileHistogram()
                .register(registry);
        for (ReleaseStep step : ReleaseStep.values()) {
            steps.put(
                    step,
                    Timer.builder("revocation.step")
                            .description("The steps of releases that took access away")
                            .tag("broker", broker)
                            .tag("step", step.word())
                            .register(registry));
        }
        rollbacks = Counter.builder("broker.rollbacks")
                .description("Releases that a broker was seen not to enforce, so that the last good one was put back")
                .tag("broker", broker)
                .register(registry);
    }

    /**
     * @param changes what a release brought into force
     * @param endedAt when the last of the sessions was ended
     */
    void enforced(Collection<PolicyChange> changes, Instant endedAt, ReleaseTimeline timeline) {
        List<Instant> losses = changes.stream()
                .filter(change -> change.lost() != null)
                .map(PolicyChange::at)
                .toList();
        losses.forEach(at -> revocations.record(time(at, endedAt)));
        losses.stream().min(Instant::compareTo).ifPresent(first -> {
            timer(ReleaseStep.READ).record(time(first, timeline.began()));
            timeline.steps().forEach((step, time) -> timer(step).record(time));
        });
    }

    private Timer timer(ReleaseStep step) {
        return Objects.requireNonNull(steps.get(step));
    }

    private static Duration time(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }

    void rolledBack() {
        rollbacks.increment();
    }
}
