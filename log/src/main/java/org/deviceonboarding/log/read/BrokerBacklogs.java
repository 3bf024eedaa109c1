package org.deviceonboarding.log.read;

import java.time.Instant;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what brokers have to act upon and have not come to. Looks at that part of the log only, and at no more of it than {@value #MOST}
 * events, so that the question costs little however long a broker has been away.
 */
@Component
public class BrokerBacklogs {
    /** How many entries behind a broker's position are looked at. */
    public static final int MOST = 10_000;

    // Besides what all have to act upon, what adds a block to a file that has one for each device.
    private static final String BACKLOG = """
            select least(count(*), :most) as entries, (array_agg(time_stamp order by global_index))[1] as oldest
            from (
                (select global_index, time_stamp from domain_event_entry
                 %s and global_index > :position
                 order by global_index limit :most)
                union all
                select global_index, time_stamp from (
                    select global_index, time_stamp, payload_type, payload from domain_event_entry
                    where :explicit and global_index > :position
                    order by global_index limit :most) newer
                where payload_type = 'CertificateIssued'
                  and payload::jsonb ->> 'reason' in ('registration', 'reissue')) missing
            """.formatted(BrokerFilters.ACTING.where());

    private final JdbcClient jdbc;

    BrokerBacklogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a broker that enforces the log up to the position. */
    public Backlog of(long position, AclStrategy strategy) {
        return jdbc.sql(BACKLOG)
                .param("position", position)
                .param("explicit", strategy == AclStrategy.EXPLICIT)
                .param("most", MOST)
                .query((row, _) -> new Backlog(row.getLong("entries"), StoredLog.time(row, "oldest")))
                .single();
    }

    /**
     * @param entries how many there are, {@value #MOST} at most
     * @param oldest when the oldest was recorded, null if there is none
     */
    public record Backlog(long entries, @Nullable Instant oldest) {}
}
