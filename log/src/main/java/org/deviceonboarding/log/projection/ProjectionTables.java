package org.deviceonboarding.log.projection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Before a projection starts: makes its tables if they are gone and, if rows are missing, lets it begin again at the
 * log's first event. A read model is never migrated or repaired, only rebuilt.
 */
@Profile("query")
@Component
public class ProjectionTables {
    private static final Logger log = LoggerFactory.getLogger(ProjectionTables.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ProjectionTables(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    public void prepare(TableSet tables) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext(:group))")
                    .param("group", tables.group())
                    .query(_ -> {});
            String main = tables.rows().getFirst();
            if (!tables.shape().equals(shape(main))) {
                jdbc.sql("drop table if exists " + tables.names()).update();
            }
            tables.make(jdbc);
            if (!whole(tables)) {
                log.info("The projection {} is built from the log's first event on", tables.group());
                jdbc.sql("truncate " + tables.names()).update();
                tables.begin(jdbc);
                jdbc.sql("delete from token_entry where processor_name = :name")
                        .param("name", tables.group())
                        .update();
            }
        });
    }

    private @Nullable String shape(String table) {
        return jdbc.sql("select obj_description(to_regclass(:table))")
                .param("table", table)
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    private boolean whole(TableSet tables) {
        return jdbc.sql("select count(*) = 1 from " + tables.state())
                        .query(Boolean.class)
                        .single()
                && jdbc.sql(tables.whole()).query(Boolean.class).single();
    }
}
