package org.deviceonboarding.audit.inquiry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deviceonboarding.audit.inquiry.fold.AttributedEvent;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.read.AggregateLog;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Folds the histories of given devices up to a position. */
@Component
public class DeviceFolds {
    private final AggregateLog log;
    private final AttributedEvents events;

    DeviceFolds(AggregateLog log, AttributedEvents events) {
        this.log = log;
        this.events = events;
    }

    /** Makes the state after one more event; the state before the first event is null. */
    @FunctionalInterface
    public interface Fold<S> {
        S after(@Nullable S before, AttributedEvent<DeviceEvent> event);
    }

    /** The state of each device; a device that was not registered by then is missing. */
    public <S> Map<DeviceId, S> of(Collection<DeviceId> devices, long until, Fold<S> fold) {
        Map<DeviceId, S> states = new LinkedHashMap<>();
        StoredLog.Reader<RuntimeException> reader = entry -> {
            AttributedEvent<OnboardingEvent> event = events.of(entry);
            EventFilter.ofDevices(event.recorded()).ifPresent(recorded -> {
                DeviceId id = recorded.event().deviceId();
                states.put(id, fold.after(states.get(id), new AttributedEvent<>(recorded, event.actor())));
            });
        };
        log.read(devices.stream().map(DeviceId::value).toList(), until, reader);
        return states;
    }
}
