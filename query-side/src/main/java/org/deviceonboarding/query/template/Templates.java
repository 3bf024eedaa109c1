package org.deviceonboarding.query.template;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.log.projection.Projection;
import org.deviceonboarding.log.projection.SparsePosition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code acl_template}: each type's newest template as one document. */
@Component
public class Templates implements Projection {
    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;
    private final SparsePosition position;

    Templates(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.position = new SparsePosition(jdbc, TemplateTables.STATE, List.of("AclTemplateDefined"));
    }

    /** The type's template, or the default. */
    public TemplateModel of(String type) {
        return jdbc.sql("select model from acl_template where type = :type")
                .param("type", type)
                .query(Templates::read)
                .optional()
                .orElseGet(() -> TemplateModel.byDefault(type));
    }

    /** The template, or the default, of each of the types. */
    public Map<String, TemplateModel> of(Collection<String> types) {
        Map<String, TemplateModel> templates = new HashMap<>();
        types.forEach(type -> templates.put(type, TemplateModel.byDefault(type)));
        if (!templates.isEmpty()) {
            jdbc.sql("select model from acl_template where type in (:types)")
                    .param("types", templates.keySet())
                    .query(Templates::read)
                    .list()
                    .forEach(template -> templates.put(template.type(), template));
        }
        return templates;
    }

    /** One more than the page holds, if there are more. */
    List<TemplateModel> list(PageRequest page) {
        return jdbc.sql("select model from acl_template where type > :after order by type limit :limit")
                .param("after", page.after() == null ? "" : page.after())
                .param("limit", page.limit() + 1)
                .query(Templates::read)
                .list();
    }

    @Override
    public String group() {
        return TemplateProjection.GROUP;
    }

    @Override
    public long position() {
        return position.reached();
    }

    void save(TemplateModel template, long position) {
        jdbc.sql("""
                        insert into acl_template (type, position, model) values (:type, :position, :model)
                        on conflict (type) do update set position = excluded.position, model = excluded.model
                        where acl_template.position < excluded.position
                        """)
                .param("type", template.type())
                .param("position", position)
                .param("model", JSON.writeValueAsString(template))
                .update();
        jdbc.sql("update acl_template_state set position = :position where position < :position")
                .param("position", position)
                .update();
    }

    void clear() {
        jdbc.sql("truncate acl_template").update();
        jdbc.sql("update acl_template_state set position = 0").update();
    }

    private static TemplateModel read(ResultSet row, int number) throws SQLException {
        return JSON.readValue(row.getString("model"), TemplateModel.class);
    }
}
