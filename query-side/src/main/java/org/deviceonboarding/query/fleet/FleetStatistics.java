package org.deviceonboarding.query.fleet;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.log.readmodel.CountedTable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The numbers of devices by type, status, state of the newest certificate and the month (UTC) in which it ends. The table has a row
 * for each group. Canaries are not counted.
 */
@Component
class FleetStatistics {
    static final CountedTable<DeviceModel> TABLE = new CountedTable<DeviceModel>(
                    "fleet_statistics", model -> !model.details().type().equals(Canary.TYPE))
            .by("type", model -> model.details().type())
            .by("status", model -> DeviceView.wireName(model.status()))
            .by("certificate_state", DeviceReadModel::certificateState)
            .by("expires_in", FleetStatistics::expiry);

    private static final int MOST_TYPES = 200;

    private final JdbcClient jdbc;

    FleetStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static @Nullable YearMonth expiry(DeviceModel model) {
        return model.certificate() == null ? null : month(model.certificate().expiresAt());
    }

    static YearMonth month(Instant moment) {
        return YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    }

    List<String> types() {
        return jdbc.sql("select distinct type from fleet_statistics order by type limit :most")
                .param("most", MOST_TYPES)
                .query((row, _) -> row.getString("type"))
                .list();
    }

    /** The number of devices for each value of a column. */
    Map<String, Long> by(String column, String condition, Map<String, Object> parameters) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select %1$s as value, sum(many) as many from fleet_statistics%2$s group by %1$s"
                        .formatted(column, condition))
                .params(parameters)
                .query(row -> {
                    counts.put(row.getString("value"), row.getLong("many"));
                });
        return counts;
    }
}
