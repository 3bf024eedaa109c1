package org.deviceonboarding.query.template;

import jakarta.annotation.PostConstruct;
import java.util.List;
import org.deviceonboarding.log.projection.ProjectionTables;
import org.deviceonboarding.log.projection.TableSet;
import org.springframework.stereotype.Component;

/** The tables of the {@link TemplateProjection}. */
@Component
class TemplateTables {
    static final String STATE = "acl_template_state";

    static final TableSet TABLES =
            new TableSet(TemplateProjection.GROUP, "shape 2", List.of("acl_template"), STATE, """
            create table if not exists acl_template (
                type     text collate "C" primary key,
                position bigint not null,
                model    text not null
            );
            create table if not exists acl_template_state (position bigint not null)
            """, """
            select (select count(*) from acl_template) =
                   (select count(distinct payload::jsonb ->> 'device_type') from domain_event_entry
                    where payload_type = 'AclTemplateDefined'
                      and global_index <= (select max(position) from acl_template_state))
            """);

    private final ProjectionTables tables;

    TemplateTables(ProjectionTables tables) {
        this.tables = tables;
    }

    @PostConstruct
    void prepare() {
        tables.prepare(TABLES);
    }
}
