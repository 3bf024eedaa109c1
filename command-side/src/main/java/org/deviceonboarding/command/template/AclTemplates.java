package org.deviceonboarding.command.template;

import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.issuing.TemplateLookup;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.springframework.stereotype.Component;

/** Looks up the template in force for a device type in the log: the newest definition, or the default. */
@Component
public class AclTemplates implements TemplateLookup {
    private final EventStore log;

    AclTemplates(EventStore log) {
        this.log = log;
    }

    @Override
    public AclTemplate of(String deviceType) {
        return newest(deviceType)
                .map(defined -> new AclTemplate(defined.rules()))
                .orElse(AclTemplate.DEFAULT);
    }

    /** 0 for the default. */
    long version(String deviceType) {
        return newest(deviceType).map(AclTemplateDefined::version).orElse(0L);
    }

    private Optional<AclTemplateDefined> newest(String deviceType) {
        String id = AclTemplateDefinition.idOf(deviceType);
        return log.lastSequenceNumberFor(id)
                .map(sequence -> log.readEvents(id, sequence).next())
                .map(DomainEventMessage::getPayload)
                .map(AclTemplateDefined.class::cast);
    }
}
