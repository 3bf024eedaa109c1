package org.deviceonboarding.probe;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/** Appends what a {@link ProbeCommand} asks for, in the name of whoever sent it. Only a registration makes a device known. */
class ProbeHandler {
    private final EventStore log;

    ProbeHandler(EventStore log) {
        this.log = log;
    }

    @CommandHandler
    void append(ProbeCommand command) {
        long next = log.lastSequenceNumberFor(command.aggregate())
                .map(last -> last + 1)
                .orElse(0L);
        if (next == 0 && !(command.event() instanceof DeviceRegistered)) {
            throw new Refused(RefusalCode.NOT_FOUND, "There is no such device");
        }
        log.publish(new GenericDomainEventMessage<>("Device", command.aggregate(), next, command.event()));
    }
}
