package org.deviceonboarding.query.template;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.log.projection.FoldedLog;
import org.deviceonboarding.log.projection.RowComparison;
import org.deviceonboarding.log.projection.TaskDatabase;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Snapshot;
import org.deviceonboarding.log.state.StateCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares each type's template with its newest definition in the log. */
@Component
class TemplateCheck implements StateCheck {
    private static final String POSITION = "select position from " + TemplateTables.STATE;

    @Override
    public String projection() {
        return TemplateUpkeep.PROJECTION;
    }

    @Override
    public void check(Connection connection, Findings findings) throws SQLException {
        JdbcClient jdbc = TaskDatabase.on(connection).jdbc();
        Map<String, String> expected = new TreeMap<>();
        FoldedLog log = new FoldedLog(
                new LogPages(connection),
                TemplateUpkeep.KINDS,
                recorded -> EventFilter.ofTemplates(recorded).ifPresent(defined -> {
                    findings.counted("template_events", 1);
                    expected.put(defined.event().deviceType(), row(TemplateModel.of(defined)));
                }));
        boolean compared = false;
        while (!compared) {
            log.moveTo(jdbc.sql(POSITION).query(Long.class).single(), findings);
            compared = Snapshot.of(connection, TemplateTables.TABLES.all(), () -> {
                long position = jdbc.sql(POSITION).query(Long.class).single();
                return log.finish(position) && compare(jdbc, expected, position, findings);
            });
        }
    }

    private static boolean compare(JdbcClient jdbc, Map<String, String> expected, long position, Findings findings) {
        Map<String, String> found = new TreeMap<>();
        jdbc.sql("select type, position, model from acl_template").query(row -> {
            found.put(row.getString("type"), row.getLong("position") + " " + row.getString("model"));
        });
        RowComparison.of(expected, found, findings);
        findings.counted("templates", found.size());
        findings.comparedAt(position);
        return true;
    }

    private static String row(TemplateModel template) {
        return template.position() + " " + Templates.JSON.writeValueAsString(template);
    }
}
