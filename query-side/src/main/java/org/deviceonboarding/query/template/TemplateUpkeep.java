package org.deviceonboarding.query.template;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.projection.RebuildableTables;
import org.deviceonboarding.log.projection.TaskDatabase;
import org.deviceonboarding.log.state.Rebuildable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the templates are made anew. */
@Configuration(proxyBeanMethods = false)
class TemplateUpkeep {
    static final String PROJECTION = "templates";
    static final Set<Class<? extends OnboardingEvent>> KINDS = Set.of(AclTemplateDefined.class);

    @Bean
    Rebuildable rebuildableTemplates() {
        return new RebuildableTables(PROJECTION, TemplateTables.TABLES, KINDS, TemplateUpkeep::apply);
    }

    private static void apply(TaskDatabase database, List<Recorded<OnboardingEvent>> events) {
        Templates templates = new Templates(database.jdbc());
        events.forEach(recorded -> EventFilter.ofTemplates(recorded)
                .ifPresent(defined -> templates.save(TemplateModel.of(defined), defined.position())));
    }
}
