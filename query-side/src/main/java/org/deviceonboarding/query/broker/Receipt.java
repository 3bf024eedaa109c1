package org.deviceonboarding.query.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * A receipt of a broker ({@link BrokerPolicyEnforced}).
 *
 * @param logPosition the position of the receipt
 * @param position the position of the enforced policy
 */
record Receipt(
        BrokerId brokerId,
        long logPosition,
        long position,
        Instant recordedAt,
        @Nullable Long latencyMillis) {
    /** The key of a receipt. */
    record Key(BrokerId brokerId, long logPosition) {}

    Key key() {
        return new Key(brokerId, logPosition);
    }

    static Receipt read(ResultSet row) throws SQLException {
        return new Receipt(
                new BrokerId(row.getString("broker_id")),
                row.getLong("log_position"),
                row.getLong("position"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("latency_millis", Long.class));
    }

    static Receipt of(Recorded<BrokerPolicyEnforced> recorded) {
        BrokerPolicyEnforced event = recorded.event();
        return new Receipt(
                event.brokerId(), recorded.position(), event.position(), recorded.at(), event.latencyMillis());
    }
}
