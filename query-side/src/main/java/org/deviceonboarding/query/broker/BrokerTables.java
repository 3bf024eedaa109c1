package org.deviceonboarding.query.broker;

import jakarta.annotation.PostConstruct;
import java.util.List;
import org.deviceonboarding.log.projection.ProjectionTables;
import org.deviceonboarding.log.projection.TableSet;
import org.springframework.stereotype.Component;

/** The tables of the {@link BrokerProjection}. */
@Component
class BrokerTables {
    static final String STATE = "broker_state";

    static final TableSet TABLES = new TableSet(
            BrokerProjection.GROUP, "shape 2", List.of("broker", "broker_receipt"), STATE, """
            create table if not exists broker (
                broker_id text collate "C" primary key,
                retired   boolean not null,
                model     text not null
            );
            create table if not exists broker_receipt (
                broker_id      text collate "C" not null,
                log_position   bigint not null,
                position       bigint not null,
                recorded_at    timestamptz not null,
                latency_millis bigint,
                primary key (broker_id, log_position)
            );
            create index if not exists broker_receipt_position on broker_receipt (broker_id, position, log_position);
            create table if not exists broker_state (position bigint not null)
            """, """
            select (select count(*) from broker) =
                   (select count(distinct payload::jsonb ->> 'broker_id') from domain_event_entry
                    where payload_type in ('%s')
                      and global_index <= (select max(position) from broker_state))
               and (select count(*) from broker_receipt) =
                   (select count(*) from domain_event_entry
                    where payload_type = 'BrokerPolicyEnforced'
                      and global_index <= (select max(position) from broker_state))
            """.formatted(
                            String.join("', '", BrokerUpkeep.NAMES)));

    private final ProjectionTables tables;

    BrokerTables(ProjectionTables tables) {
        this.tables = tables;
    }

    @PostConstruct
    void prepare() {
        tables.prepare(TABLES);
    }
}
