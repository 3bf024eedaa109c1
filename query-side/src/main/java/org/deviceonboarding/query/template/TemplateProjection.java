package org.deviceonboarding.query.template;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.Recorded;
import org.springframework.stereotype.Component;

/** Keeps each type's newest template. Handles no other event, so that registrations cost nothing here. */
@Component
@ProcessingGroup(TemplateProjection.GROUP)
class TemplateProjection {
    static final String GROUP = "acl-templates";

    private final Templates templates;

    TemplateProjection(Templates templates) {
        this.templates = templates;
    }

    @EventHandler
    void on(AclTemplateDefined event, TrackingToken token, @Timestamp Instant at) {
        long position = token.position().orElseThrow();
        templates.save(TemplateModel.of(new Recorded<>(position, at, event)), position);
    }

    @ResetHandler
    void forgetEverything() {
        templates.clear();
    }
}
