package org.deviceonboarding.audit.inquiry;

import java.util.Optional;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.log.read.AggregateLog;
import org.springframework.stereotype.Component;

/** Finds templates in the log, as of any position. */
@Component
public class DefinedTemplates {
    private final AggregateLog log;
    private final AttributedEvents events;

    DefinedTemplates(AggregateLog log, AttributedEvents events) {
        this.log = log;
        this.events = events;
    }

    /** The type's newest definition up to and including the position; empty if the default was in force. */
    public Optional<AclTemplateDefined> of(String type, long until) {
        return log.newest("acl-template/" + type, until)
                .map(entry -> (AclTemplateDefined) events.of(entry).event());
    }
}
