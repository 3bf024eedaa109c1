package org.deviceonboarding.log.read;

import java.time.Instant;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the events that a broker has to act upon and has not enforced yet. It looks at {@value #MOST} events at most,
 * so the count is cheap even if the broker was away for long.
 */
@Component
public class BrokerBacklogs {
    /** The largest number of entries that are counted after a broker's position. */
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

    /** Returns the backlog of a broker that enforces the log up to a position. */
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
