package org.deviceonboarding.command.device;

import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.decision.DecisionInput;
import org.deviceonboarding.domain.decision.Device;
import org.deviceonboarding.domain.decision.DeviceDecision;
import org.deviceonboarding.domain.decision.NewestCertificate;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.jspecify.annotations.Nullable;

/** A {@link Device} in Axon's hands: it remembers the state, has {@link DeviceDecision} decide, and appends what follows. */
@Aggregate(type = "Device") // as the log calls it
class DeviceAggregate {
    @AggregateIdentifier
    @SuppressWarnings({"unused", "UnusedVariable"}) // Axon reads it
    private @Nullable DeviceId id;

    /** Null before the registration. */
    private @Nullable Device device;

    /** Answers the events that follow, which are applied by then. */
    List<DeviceEvent> carryOut(DeviceCommand command, DecisionInput input) {
        List<DeviceEvent> events = DeviceDecision.decide(lookedAt(command), command, input);
        events.forEach(AggregateLifecycle::apply);
        return events;
    }

    @Nullable
    Object answer(DeviceCommand command) {
        return DeviceDecision.answer(lookedAt(command), command);
    }

    /** The state, with the key of the newest certificate if the command needs it: it takes time to read. */
    private @Nullable Device lookedAt(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.IssueCanary _, DeviceCommand.SelfRenew _ -> withNewestKey(device);
            case DeviceCommand.Register _,
                    DeviceCommand.Check _,
                    DeviceCommand.Recertify _,
                    DeviceCommand.Lifecycle _,
                    DeviceCommand.Credentials _,
                    DeviceCommand.ChangeDetails _,
                    DeviceCommand.ReviewValidity _ -> device;
        };
    }

    private static @Nullable Device withNewestKey(@Nullable Device device) {
        NewestCertificate newest = device == null ? null : device.certificates().newest();
        return device == null || newest == null
                ? device
                : device.withNewestKey(CertifiedKey.in(newest.pem()).digest());
    }

    @EventSourcingHandler
    void on(DeviceEvent event) {
        id = event.deviceId();
        device = Device.evolve(device, event);
    }
}
