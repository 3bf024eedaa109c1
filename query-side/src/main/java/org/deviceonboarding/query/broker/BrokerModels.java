package org.deviceonboarding.query.broker;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.log.projection.Projection;
import org.deviceonboarding.log.projection.SparsePosition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code broker}, each model as one document, and {@code broker_receipt}. */
@Component
class BrokerModels implements Projection {
    private static final String UPSERT = """
            insert into broker (broker_id, retired, model) values (?, ?, ?)
            on conflict (broker_id) do update set retired = excluded.retired, model = excluded.model
            """;
    private static final String INSERT = """
            insert into broker_receipt (broker_id, log_position, position, recorded_at, latency_millis)
            values (?, ?, ?, ?, ?) on conflict (broker_id, log_position) do nothing
            """;
    private static final int AT_ONCE = 500;

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final SparsePosition position;

    BrokerModels(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
        this.position = new SparsePosition(jdbc, BrokerTables.STATE, BrokerUpkeep.NAMES);
    }

    Optional<BrokerModel> find(BrokerId id) {
        return jdbc.sql("select model from broker where broker_id = :id")
                .param("id", id.value())
                .query(BrokerModels::read)
                .optional();
    }

    /** Those that are in use. */
    List<BrokerModel> inUse() {
        return jdbc.sql("select model from broker where not retired order by broker_id")
                .query(BrokerModels::read)
                .list();
    }

    List<BrokerModel> all() {
        return jdbc.sql("select model from broker order by broker_id")
                .query(BrokerModels::read)
                .list();
    }

    @Override
    public String group() {
        return BrokerProjection.GROUP;
    }

    @Override
    public long position() {
        return position.reached();
    }

    void save(Collection<BrokerModel> changed, Collection<Receipt> receipts, long position) {
        template.batchUpdate(UPSERT, changed, AT_ONCE, BrokerModels::bind);
        template.batchUpdate(INSERT, receipts, AT_ONCE, BrokerModels::bind);
        jdbc.sql("update broker_state set position = :position")
                .param("position", position)
                .update();
    }

    void clear() {
        jdbc.sql("truncate broker, broker_receipt").update();
        jdbc.sql("update broker_state set position = 0").update();
    }

    private static BrokerModel read(ResultSet row, int number) throws SQLException {
        return JSON.readValue(row.getString("model"), BrokerModel.class);
    }

    private static void bind(PreparedStatement row, BrokerModel model) throws SQLException {
        row.setString(1, model.id().value());
        row.setBoolean(2, model.retired());
        row.setString(3, JSON.writeValueAsString(model));
    }

    private static void bind(PreparedStatement row, Receipt receipt) throws SQLException {
        row.setString(1, receipt.brokerId().value());
        row.setLong(2, receipt.logPosition());
        row.setLong(3, receipt.position());
        row.setTimestamp(4, Timestamp.from(receipt.recordedAt()));
        row.setObject(5, receipt.latencyMillis(), Types.BIGINT);
    }
}
