package org.deviceonboarding.query.template;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.log.projection.Projection;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads the table {@code acl_template}, which has a JSON document for each type's newest template. */
@Component
public class TemplateModels implements Projection {
    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;
    private final ReaderProgress progress;

    TemplateModels(JdbcClient jdbc, ReaderProgress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    /** The type's template, or the default. */
    public TemplateModel of(String type) {
        return jdbc.sql("select model from acl_template where type = :type")
                .param("type", type)
                .query(TemplateModels::read)
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
                    .query(TemplateModels::read)
                    .list()
                    .forEach(template -> templates.put(template.type(), template));
        }
        return templates;
    }

    /** The templates of a page, and one more if there is another page. */
    List<TemplateModel> list(PageRequest page) {
        return jdbc.sql("select model from acl_template where type > :after order by type limit :limit")
                .param("after", page.after() == null ? "" : page.after())
                .param("limit", page.limit() + 1)
                .query(TemplateModels::read)
                .list();
    }

    @Override
    public String group() {
        return TemplateReadModel.READER;
    }

    @Override
    public long position() {
        return progress.of(TemplateReadModel.READER);
    }

    private static TemplateModel read(ResultSet row, int number) throws SQLException {
        return JSON.readValue(row.getString("model"), TemplateModel.class);
    }
}
