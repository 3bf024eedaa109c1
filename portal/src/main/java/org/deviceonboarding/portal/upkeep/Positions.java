package org.deviceonboarding.portal.upkeep;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.log.projection.Projection;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far along the log the projections are. Of those that this process does not keep, their tokens tell. */
@Component
@Profile("query")
class Positions {
    private final Map<String, Projection> kept;
    private final JdbcClient jdbc;

    Positions(List<Projection> kept, JdbcClient jdbc) {
        this.kept = kept.stream().collect(Collectors.toMap(Projection::group, Function.identity()));
        this.jdbc = jdbc;
    }

    long of(ProjectionName name) {
        Projection projection = kept.get(name.group());
        return projection == null ? token(name.group()) : projection.position();
    }

    long head() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private long token(String group) {
        return jdbc.sql("select coalesce(max((token::jsonb ->> 'index')::bigint), 0) from token_entry"
                        + " where processor_name = :group")
                .param("group", group)
                .query(Long.class)
                .single();
    }
}
