package org.deviceonboarding.query.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Enforcement;
import org.deviceonboarding.log.projection.FirstReceipts;
import org.deviceonboarding.log.projection.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds since when each broker enforces an event: since its first receipt for a policy that includes the event. */
@Component
public class Enforcements implements FirstReceipts {
    // A receipt follows its event. With another ACL strategy, a broker's policy may have a smaller position than
    // before.
    private static final String FIRST_RECEIPTS = """
            select event.position, broker.broker_id, receipt.recorded_at, receipt.log_position
            from unnest(array[:positions]::bigint[]) as event (position)
            cross join broker
            left join lateral (
                select recorded_at, log_position from broker_receipt
                where broker_id = broker.broker_id and log_position > event.position
                  and broker_receipt.position >= event.position
                order by log_position
                limit 1) receipt on true
            where receipt.log_position is not null or not broker.retired
            order by broker.broker_id
            """;

    private final JdbcClient jdbc;
    private final BrokerModels models;

    Enforcements(JdbcClient jdbc, BrokerModels models) {
        this.jdbc = jdbc;
        this.models = models;
    }

    @Override
    public Projection projection() {
        return models;
    }

    @Override
    public List<Enforcement> of(long position) {
        return of(List.of(position)).getOrDefault(position, List.of());
    }

    /** For each position, the enforcement by each known broker. A retired broker is listed only if it enforced the event. */
    public Map<Long, List<Enforcement>> of(Collection<Long> positions) {
        Map<Long, List<Enforcement>> enforcements = new HashMap<>();
        if (!positions.isEmpty()) {
            jdbc.sql(FIRST_RECEIPTS).param("positions", positions).query(row -> {
                enforcements
                        .computeIfAbsent(row.getLong("position"), _ -> new ArrayList<>())
                        .add(read(row));
            });
        }
        return enforcements;
    }

    private static Enforcement read(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("recorded_at");
        return new Enforcement(
                new BrokerId(row.getString("broker_id")),
                since == null ? null : since.toInstant(),
                since == null ? null : row.getLong("log_position"));
    }
}
