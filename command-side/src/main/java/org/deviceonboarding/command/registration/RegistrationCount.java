package org.deviceonboarding.command.registration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.log.append.AppendObserver;
import org.deviceonboarding.log.append.NewEvent;
import org.springframework.stereotype.Component;

/** Counts the devices that this process registered, one at a time or in an import. Canaries are no devices of an operator. */
@Component
class RegistrationCount implements AppendObserver {
    private final Counter registrations;

    RegistrationCount(MeterRegistry metrics) {
        this.registrations = Counter.builder("device.registrations")
                .description("Devices registered by this process")
                .register(metrics);
    }

    @Override
    public void appended(List<NewEvent> events) {
        registrations.increment((double) events.stream()
                .map(one -> EventFilter.ofRegistrations(one.event()))
                .flatMap(Optional::stream)
                .filter(device -> !device.type().equals(Canary.TYPE))
                .count());
    }
}
