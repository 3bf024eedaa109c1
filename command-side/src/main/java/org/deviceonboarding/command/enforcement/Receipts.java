package org.deviceonboarding.command.enforcement;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.command.enforcement.BrokerEnforcement.State;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Brokers' receipts, read from the log itself: a process that only makes changes keeps no model of the brokers. */
@Component
class Receipts {
    private static final String OF_BROKERS = """
            payload_type in ('BrokerKeysPresented', 'BrokerCertificateIssued', 'BrokerPolicyEnforced',
                             'BrokerPolicyRejected', 'BrokerProofDisabled', 'BrokerRetired')""";
    // Brokers are few and receipts are many: each broker is looked up through the index events_of_broker. A broker's
    // policies only get
    // newer, so the first receipt for one that new is the first in the log too.
    private static final String FIRST_RECEIPTS = """
            with recursive known (id) as (
                (select payload::jsonb ->> 'broker_id' from domain_event_entry where %1$s order by 1 limit 1)
                union all
                select (select payload::jsonb ->> 'broker_id' from domain_event_entry
                        where %1$s and payload::jsonb ->> 'broker_id' > known.id order by 1 limit 1)
                from known where known.id is not null),
            broker as (
                select id,
                       (select payload_type from domain_event_entry
                        where payload_type in ('BrokerKeysPresented', 'BrokerPolicyEnforced', 'BrokerPolicyRejected',
                                               'BrokerProofDisabled', 'BrokerRetired')
                          and payload::jsonb ->> 'broker_id' = id
                        order by global_index desc limit 1) as sign,
                       (select payload_type from domain_event_entry
                        where payload_type in ('BrokerPolicyEnforced', 'BrokerProofDisabled')
                          and payload::jsonb ->> 'broker_id' = id
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
                order by global_index limit 1) receipt on true
            where broker.sign is distinct from 'BrokerRetired'
            order by broker.id
            """.formatted(OF_BROKERS);

    private final JdbcClient jdbc;

    Receipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The device's newest event of this kind. */
    Optional<AwaitedEvent> newest(DeviceId device, Class<? extends DeviceEvent> kind) {
        return jdbc.sql("""
                        select global_index, time_stamp from domain_event_entry
                        where aggregate_identifier = :device and payload_type = :kind
                        order by sequence_number desc limit 1
                        """)
                .param("device", device.value())
                .param("kind", kind.getSimpleName())
                .query((row, _) ->
                        new AwaitedEvent(row.getLong("global_index"), Instant.parse(row.getString("time_stamp"))))
                .optional();
    }

    /** The position of the newest event of any broker, 0 if there is none. */
    long newest() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry where " + OF_BROKERS)
                .query(Long.class)
                .single();
    }

    /** For each change, what each broker that is in use has to show for it. */
    Map<AwaitedEvent, List<BrokerEnforcement>> of(Collection<AwaitedEvent> changes) {
        Map<Long, AwaitedEvent> byPosition = changes.stream()
                .collect(Collectors.toMap(AwaitedEvent::position, Function.identity(), (one, _) -> one));
        Map<AwaitedEvent, List<BrokerEnforcement>> found = new HashMap<>();
        byPosition.values().forEach(change -> found.put(change, new ArrayList<>()));
        if (!byPosition.isEmpty()) {
            jdbc.sql(FIRST_RECEIPTS).param("positions", byPosition.keySet()).query(row -> {
                AwaitedEvent change = requireNonNull(byPosition.get(row.getLong("position")));
                found.computeIfAbsent(change, _ -> new ArrayList<>()).add(enforcement(change, row));
            });
        }
        return found;
    }

    private static BrokerEnforcement enforcement(AwaitedEvent change, ResultSet row) throws SQLException {
        BrokerId broker = new BrokerId(row.getString("id"));
        String time = row.getString("time_stamp");
        if (time == null) {
            return new BrokerEnforcement(
                    broker, row.getBoolean("unproven") ? State.UNPROVEN : State.PENDING, null, null, null);
        }
        Instant since = Instant.parse(time);
        // Two processes' clocks may differ.
        long after = Math.max(0, Duration.between(change.at(), since).toMillis());
        return new BrokerEnforcement(broker, State.ENFORCED, since, row.getLong("global_index"), after);
    }
}
