package org.deviceonboarding.command.broker;

import java.util.Optional;
import org.deviceonboarding.domain.broker.BrokerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the log has of a broker beside its certificates: receipts are events of no aggregate. */
@Component
class SignsOfLife {
    private static final String RETIRED = "BrokerRetired";

    private final JdbcClient jdbc;

    SignsOfLife(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether nothing came after the broker was retired; empty if the log does not know the broker. */
    Optional<Boolean> retired(BrokerId broker) {
        return jdbc.sql("""
                        select payload_type from domain_event_entry
                        where payload_type in ('BrokerKeysPresented', 'BrokerPolicyEnforced', 'BrokerPolicyRejected',
                                               'BrokerProofDisabled', 'BrokerRetired')
                          and payload::jsonb ->> 'broker_id' = :broker
                        order by global_index desc limit 1
                        """)
                .param("broker", broker.value())
                .query(String.class)
                .optional()
                .map(RETIRED::equals);
    }
}
