package org.deviceonboarding.log.read;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds, for a change, the first receipt of each broker in use that covers it. */
@Component
public class ChangeReceipts {
    // A broker's policies only get newer, so the first receipt for one that new is the first in the log too. A policy
    // that is not of an event before is of a log that lost its end.
    private static final String SQL =
            BrokerFilters.KNOWN + """
                , broker as (
                    select id,
                           (select payload_type from domain_event_entry
                            %1$s and payload::jsonb ->> 'broker_id' = id
                            order by global_index desc limit 1) as sign,
                           (select payload_type from domain_event_entry
                            %2$s and payload::jsonb ->> 'broker_id' = id
                            order by global_index desc limit 1) as proof
                    from known where id is not null)
                select change.position, broker.id, broker.proof = 'BrokerProofDisabled' as unproven,
                       receipt.global_index, receipt.time_stamp
                from unnest(array[:positions]::bigint[]) as change (position)
                cross join broker
                left join lateral (
                    select global_index, time_stamp from domain_event_entry
                    where payload_type = 'BrokerPolicyEnforced' and payload::jsonb ->> 'broker_id' = broker.id
                      and global_index > change.position and (payload::jsonb ->> 'position')::bigint >= change.position
                      and (payload::jsonb ->> 'position')::bigint < global_index
                    order by global_index limit 1) receipt on true
                where broker.sign is distinct from 'BrokerRetired'
                order by broker.id
                """.formatted(BrokerFilters.SIGNS.where(), BrokerFilters.PROOFS.where());

    private final JdbcClient jdbc;

    ChangeReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns, for each position and broker in use, the broker's first receipt for a policy that has all events up to that
     * position.
     */
    public List<ChangeReceipt> of(Collection<Long> positions) {
        return jdbc.sql(SQL)
                .param("positions", positions)
                .query((row, _) -> new ChangeReceipt(
                        row.getLong("position"),
                        new BrokerId(row.getString("id")),
                        row.getBoolean("unproven"),
                        row.getObject("global_index", Long.class),
                        StoredLog.time(row, "time_stamp")))
                .list();
    }

    /**
     * @param change the position asked for
     * @param unproven whether nobody asks the broker what it enforces, so that no receipt will come
     * @param position of the receipt, null if there is none yet
     * @param at when it was recorded, null likewise
     */
    public record ChangeReceipt(
            long change,
            BrokerId broker,
            boolean unproven,
            @Nullable Long position,
            @Nullable Instant at) {}
}
