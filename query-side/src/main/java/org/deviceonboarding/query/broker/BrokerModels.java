package org.deviceonboarding.query.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.log.projection.Projection;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads the tables {@code broker}, with a JSON document for each broker, and {@code broker_receipt}. */
@Component
class BrokerModels implements Projection {
    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;
    private final ReaderProgress progress;

    BrokerModels(JdbcClient jdbc, ReaderProgress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    Optional<BrokerModel> find(BrokerId id) {
        return jdbc.sql("select model from broker where broker_id = :id")
                .param("id", id.value())
                .query(BrokerModels::read)
                .optional();
    }

    /** The brokers that are not retired. */
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
        return BrokerReadModel.READER;
    }

    @Override
    public long position() {
        return progress.of(BrokerReadModel.READER);
    }

    private static BrokerModel read(ResultSet row, int number) throws SQLException {
        return JSON.readValue(row.getString("model"), BrokerModel.class);
    }
}
