package org.deviceonboarding.log.read;

import java.util.List;
import org.deviceonboarding.domain.broker.BrokerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the state of brokers from the log itself. It needs no read model, so it works in every role. It uses indexes,
 * and reads {@value BrokerBacklogs#MOST} events of each broker at most.
 */
@Component
public class BrokersOnRecord {
    // Besides what all have to act upon, what adds a block to a file that has one for each device.
    private static final String IN_USE = BrokerFilters.KNOWN
            + """
            select known.id, rejected.reason, unconfirmed.time_stamp
            from known
            cross join lateral (
                select payload_type from domain_event_entry
                %1$s and payload::jsonb ->> 'broker_id' = known.id
                order by global_index desc limit 1) sign
            left join lateral (
                select global_index, (payload::jsonb ->> 'position')::bigint as position,
                       payload::jsonb ->> 'strategy' as strategy
                from domain_event_entry
                %2$s and payload::jsonb ->> 'broker_id' = known.id
                order by global_index desc limit 1) receipt on true
            left join lateral (
                select payload::jsonb ->> 'reason' as reason from domain_event_entry
                where payload_type = 'BrokerPolicyRejected' and payload::jsonb ->> 'broker_id' = known.id
                  and global_index > coalesce(receipt.global_index, 0)
                order by global_index desc limit 1) rejected on true
            left join lateral (
                select time_stamp from (
                    (select global_index, time_stamp from domain_event_entry
                     %3$s and global_index > receipt.position
                     order by global_index limit 1)
                    union all
                    (select global_index, time_stamp from (
                        select global_index, time_stamp, payload_type, payload from domain_event_entry
                        where receipt.strategy = 'explicit' and global_index > receipt.position
                        order by global_index limit %4$d) newer
                     where payload_type = 'CertificateIssued'
                       and payload::jsonb ->> 'reason' in ('registration', 'reissue')
                     order by global_index limit 1)) missing
                order by global_index limit 1) unconfirmed on true
            where sign.payload_type <> 'BrokerRetired'
            order by known.id
            """.formatted(
                            BrokerFilters.SIGNS.where(),
                            BrokerFilters.PROOFS.where(),
                            BrokerFilters.ACTING.where(),
                            BrokerBacklogs.MOST);

    private final JdbcClient jdbc;

    BrokersOnRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the brokers that are in use. */
    public List<BrokerOnRecord> inUse() {
        return jdbc.sql(IN_USE)
                .query((row, _) -> new BrokerOnRecord(
                        new BrokerId(row.getString("id")), row.getString("reason"), StoredLog.time(row, "time_stamp")))
                .list();
    }
}
