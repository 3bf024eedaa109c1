package org.deviceonboarding.query.broker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.log.projection.FoldedLog;
import org.deviceonboarding.log.projection.RowComparison;
import org.deviceonboarding.log.projection.TaskDatabase;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Snapshot;
import org.deviceonboarding.log.state.StateCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares what is kept of each broker, and of its receipts, with the brokers' events. */
@Component
class BrokerCheck implements StateCheck {
    private static final String POSITION = "select position from " + BrokerTables.STATE;

    @Override
    public String projection() {
        return BrokerUpkeep.PROJECTION;
    }

    @Override
    public void check(Connection connection, Findings findings) throws SQLException {
        JdbcClient jdbc = TaskDatabase.on(connection).jdbc();
        Map<BrokerId, BrokerModel> models = new TreeMap<>(Comparator.comparing(BrokerId::value));
        FoldedLog log = new FoldedLog(
                new LogPages(connection),
                BrokerUpkeep.KINDS,
                recorded -> EventFilter.ofBrokers(recorded).ifPresent(event -> {
                    findings.counted("broker_events", 1);
                    BrokerId id = event.event().brokerId();
                    models.put(id, BrokerModel.after(models.get(id), event));
                }));
        boolean compared = false;
        while (!compared) {
            log.moveTo(jdbc.sql(POSITION).query(Long.class).single(), findings);
            compared = Snapshot.of(connection, BrokerTables.TABLES.all(), () -> {
                long position = jdbc.sql(POSITION).query(Long.class).single();
                return log.finish(position) && compare(jdbc, models, position, findings);
            });
        }
        new ReceiptCheck(connection, findings).run();
    }

    private static boolean compare(
            JdbcClient jdbc, Map<BrokerId, BrokerModel> models, long position, Findings findings) {
        Map<String, String> expected = new TreeMap<>();
        models.forEach((id, model) -> expected.put(id.value(), BrokerModels.JSON.writeValueAsString(model)));
        Map<String, String> found = new TreeMap<>();
        jdbc.sql("select broker_id, model from broker").query(row -> {
            found.put(row.getString("broker_id"), row.getString("model"));
        });
        RowComparison.of(expected, found, findings);
        findings.counted("brokers", found.size());
        findings.comparedAt(position);
        return true;
    }
}
