package org.deviceonboarding.audit.asof;

import java.util.Optional;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** In which of the two ways a broker's ACL was written, as its receipts say. */
@Component
class BrokerStrategies {
    private static final String SQL = """
            select %s
            from domain_event_entry
            where payload_type = 'BrokerPolicyEnforced' and global_index <= :until
              and payload::jsonb ->> 'broker_id' = :broker
            order by global_index desc limit 1
            """.formatted(StoredLog.COLUMNS);

    private final JdbcClient jdbc;
    private final EntryReader events = new EntryReader();

    BrokerStrategies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As of that position; empty if the broker had not reported anything in force. */
    Optional<AclStrategy> of(BrokerId broker, long until) {
        return jdbc.sql(SQL)
                .param("broker", broker.value())
                .param("until", until)
                .query(StoredLog::entry)
                .optional()
                .map(this::strategy);
    }

    private AclStrategy strategy(LogEntry receipt) {
        try {
            return ((BrokerPolicyEnforced) events.read(receipt).event()).strategy();
        } catch (UnreadableEntry e) {
            throw new IllegalStateException(e);
        }
    }
}
