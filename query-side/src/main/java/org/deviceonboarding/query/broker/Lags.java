package org.deviceonboarding.query.broker;

import java.time.Instant;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds in the log how far brokers are behind. Looks at the part they have not come to only, and at no more of it than
 * {@value #MOST} events, so that the question costs little however long a broker has been away.
 */
@Component
class Lags {
    static final int MOST = 10_000;

    /** What every broker has to act upon; the index {@code acting_events} is over these. */
    private static final String ACTING = """
            select global_index, time_stamp from (
                select global_index, time_stamp from domain_event_entry
                where payload_type in ('CertificateRevoked', 'DeviceSuspended', 'DeviceResumed',
                                       'DeviceDecommissioned', 'AclTemplateDefined')
                  and global_index > :position
                order by global_index limit :most) acting
            """;
    /** What adds a block to a file that has one for each device. */
    private static final String GRANTING = """
            select global_index, time_stamp from (
                select global_index, time_stamp, payload_type, payload from domain_event_entry
                where global_index > :position
                order by global_index limit :most) newer
            where payload_type = 'CertificateIssued'
              and payload::jsonb ->> 'reason' in ('registration', 'reissue')
            """;

    private final JdbcClient jdbc;

    Lags(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Lag of(BrokerModel broker) {
        BrokerModel.Enforced enforced = broker.enforced();
        boolean explicit = enforced != null && enforced.strategy() == AclStrategy.EXPLICIT;
        return jdbc.sql("""
                        select least(count(*), :most) as positions,
                               (array_agg(time_stamp order by global_index))[1] as oldest
                        from (%s) missing
                        """.formatted(explicit ? ACTING + " union all " + GRANTING : ACTING))
                .param("position", enforced == null ? 0 : enforced.position())
                .param("most", MOST)
                .query((row, _) -> {
                    String oldest = row.getString("oldest");
                    return new Lag(row.getLong("positions"), oldest == null ? null : Instant.parse(oldest));
                })
                .single();
    }
}
