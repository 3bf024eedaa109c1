package org.deviceonboarding.query.template;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.log.readmodel.FoldedTable;
import org.deviceonboarding.log.readmodel.ReadModel;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.readmodel.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines the read model of templates: a row for each type with a template of its own. */
@Configuration(proxyBeanMethods = false)
class TemplateReadModel {
    static final String READER = "acl-templates";

    @Bean
    ReadModelReader templateReader(ReadModels models) {
        return models.keep(new ReadModel(
                "templates",
                READER,
                "template_events",
                List.of(new FoldedTable<String, TemplateModel>(
                                "acl_template",
                                Set.of(AclTemplateDefined.class),
                                event -> EventFilter.ofTemplates(event).stream()
                                        .map(defined -> defined.event().deviceType())
                                        .toList(),
                                (_, before, event) -> EventFilter.ofTemplates(event)
                                        .map(TemplateModel::of)
                                        .orElse(before))
                        .called("templates")
                        .key("type", "text collate \"C\"", type -> type)
                        .column("position", "bigint not null", TemplateModel::position)
                        .document(TemplateModels.JSON, TemplateModel.class, TemplateModel::type))));
    }
}
