package org.deviceonboarding.portal.broker;

import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.broker.BrokerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads from the log itself how brokers are doing, so that it needs no view and works in any role. Each part of the question is answered
 * through an index, or by {@value #MOST} events at most.
 */
@Component
class BrokersOnRecord {
    private static final int MOST = 10_000;

    // Brokers are few and receipts are many: each broker is looked up through the index events_of_broker. What a broker
    // has to act upon is
    // in the index acting_events; besides, what adds a block to a file that has one for each device.
    private static final String BROKERS = """
            with recursive known (id) as (
                (select payload::jsonb ->> 'broker_id' from domain_event_entry where %1$s order by 1 limit 1)
                union all
                select (select payload::jsonb ->> 'broker_id' from domain_event_entry
                        where %1$s and payload::jsonb ->> 'broker_id' > known.id order by 1 limit 1)
                from known where known.id is not null)
            select known.id, rejected.reason, unconfirmed.time_stamp
            from known
            cross join lateral (
                select payload_type from domain_event_entry
                where payload_type in ('BrokerKeysPresented', 'BrokerPolicyEnforced', 'BrokerPolicyRejected',
                                       'BrokerProofDisabled', 'BrokerRetired')
                  and payload::jsonb ->> 'broker_id' = known.id
                order by global_index desc limit 1) sign
            left join lateral (
                select global_index, (payload::jsonb ->> 'position')::bigint as position,
                       payload::jsonb ->> 'strategy' as strategy
                from domain_event_entry
                where payload_type in ('BrokerPolicyEnforced', 'BrokerProofDisabled')
                  and payload::jsonb ->> 'broker_id' = known.id
                order by global_index desc limit 1) receipt on true
            left join lateral (
                select payload::jsonb ->> 'reason' as reason from domain_event_entry
                where payload_type = 'BrokerPolicyRejected' and payload::jsonb ->> 'broker_id' = known.id
                  and global_index > coalesce(receipt.global_index, 0)
                order by global_index desc limit 1) rejected on true
            left join lateral (
                select time_stamp from (
                    (select global_index, time_stamp from domain_event_entry
                     where payload_type in ('CertificateRevoked', 'DeviceSuspended', 'DeviceResumed',
                                            'DeviceDecommissioned', 'AclTemplateDefined')
                       and global_index > receipt.position
                     order by global_index limit 1)
                    union all
                    (select global_index, time_stamp from (
                        select global_index, time_stamp, payload_type, payload from domain_event_entry
                        where receipt.strategy = 'explicit' and global_index > receipt.position
                        order by global_index limit %2$d) newer
                     where payload_type = 'CertificateIssued'
                       and payload::jsonb ->> 'reason' in ('registration', 'reissue')
                     order by global_index limit 1)) missing
                order by global_index limit 1) unconfirmed on true
            where sign.payload_type <> 'BrokerRetired'
            order by known.id
            """.formatted("""
                    payload_type in ('BrokerKeysPresented', 'BrokerCertificateIssued', 'BrokerPolicyEnforced',
                                     'BrokerPolicyRejected', 'BrokerProofDisabled', 'BrokerRetired')""", MOST);

    private final JdbcClient jdbc;

    BrokersOnRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are in use. */
    List<BrokerOnRecord> inUse() {
        return jdbc.sql(BROKERS)
                .query((row, _) -> {
                    String since = row.getString("time_stamp");
                    return new BrokerOnRecord(
                            new BrokerId(row.getString("id")),
                            row.getString("reason"),
                            since == null ? null : Instant.parse(since));
                })
                .list();
    }
}
