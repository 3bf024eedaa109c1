package org.deviceonboarding.log.upkeep;

import java.util.List;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes away the tables of rebuilds that came to no end because their process did. */
@Component
@Profile({"command", "query", "crl"})
class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<ReadModelReader> projections;

    Leftovers(JdbcClient jdbc, TransactionTemplate transaction, List<ReadModelReader> projections) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.projections = projections;
    }

    void drop() {
        for (ReadModelReader projection : projections) {
            if (exists(projection)) {
                transaction.executeWithoutResult(_ -> {
                    if (isDead(projection)) {
                        jdbc.sql("drop schema if exists " + ShadowRebuild.schema(projection.model()) + " cascade")
                                .update();
                        log.info("Dropped what a rebuild of {} has left", projection.projection());
                    }
                });
            }
        }
    }

    private boolean exists(ReadModelReader projection) {
        return jdbc.sql("select exists (select 1 from pg_namespace where nspname = :schema"
                        + " and pg_has_role(nspowner, 'usage'))")
                .param("schema", ShadowRebuild.schema(projection.model()))
                .query(Boolean.class)
                .single();
    }

    private boolean isDead(ReadModelReader projection) {
        return jdbc.sql("select pg_try_advisory_xact_lock(" + Tasks.LOCK
                        + ") from (values ('rebuild', :projection)) task (kind, projection)")
                .param("projection", projection.projection())
                .query(Boolean.class)
                .single();
    }
}
