package org.deviceonboarding.query.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceName;
import org.deviceonboarding.log.projection.KnownDevices;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the table {@code device_model}, which has a JSON document for each device, and columns to filter and sort by.
 */
@Component
public class DeviceModels implements KnownDevices {
    /** Excludes canaries, which belong to the portal: no list or count includes them. */
    static final String NO_CANARY = "type <> '" + Canary.TYPE + "'";

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;
    private final ReaderProgress progress;

    DeviceModels(JdbcClient jdbc, ReaderProgress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    Optional<DeviceModel> find(DeviceId id) {
        return jdbc.sql("select model from device_model where device_id = :id")
                .param("id", id.value())
                .query(DeviceModels::read)
                .optional();
    }

    List<DeviceModel> find(Collection<DeviceId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select model from device_model where device_id = any (array[:ids]::varchar[])")
                        .param("ids", ids.stream().map(DeviceId::value).toList())
                        .query(DeviceModels::read)
                        .list();
    }

    List<DeviceModel> list(DeviceQuery query) {
        return jdbc.sql(query.sql())
                .params(query.parameters())
                .query(DeviceModels::read)
                .list();
    }

    /** The active devices of a type, by id, and one more if there is another page. */
    public List<DeviceName> active(String type, PageRequest page) {
        return jdbc.sql("select device_id, name from device_model where type = :type and status = 'active' and "
                        + NO_CANARY + " and device_id > :after order by device_id limit :limit")
                .param("type", type)
                .param("after", page.after() == null ? "" : page.after())
                .param("limit", page.limit() + 1)
                .query((row, _) -> new DeviceName(new DeviceId(row.getString("device_id")), row.getString("name")))
                .list();
    }

    @Override
    public long active(String type) {
        return jdbc.sql("select coalesce(sum(many), 0) from fleet_statistics where type = :type and status = 'active'")
                .param("type", type)
                .query(Long.class)
                .single();
    }

    @Override
    public List<DeviceId> ids(@Nullable String type, String after, int limit) {
        return jdbc.sql("select device_id from device_model where device_id > :after and " + NO_CANARY
                        + (type == null ? "" : " and type = :type") + " order by device_id limit :limit")
                .param("after", after)
                .param("type", type)
                .param("limit", limit)
                .query((row, _) -> new DeviceId(row.getString("device_id")))
                .list();
    }

    @Override
    public List<DeviceId> firstOfEachType() {
        return jdbc.sql("select distinct on (type) device_id from device_model where " + NO_CANARY
                        + " order by type, registered_at, device_id")
                .query((row, _) -> new DeviceId(row.getString("device_id")))
                .list();
    }

    @Override
    public List<DeviceId> canaries() {
        return jdbc.sql("select device_id from device_model where type = '" + Canary.TYPE + "' order by device_id")
                .query((row, _) -> new DeviceId(row.getString("device_id")))
                .list();
    }

    long active() {
        return jdbc.sql("select coalesce(sum(many), 0) from fleet_statistics where status = 'active'")
                .query(Long.class)
                .single();
    }

    /** The number of devices whose newest certificate is expiring or expired, by state. */
    Map<ValidityState, Long> ending() {
        Map<ValidityState, Long> counts = new EnumMap<>(ValidityState.class);
        counts.put(ValidityState.EXPIRING, 0L);
        counts.put(ValidityState.EXPIRED, 0L);
        jdbc.sql("select certificate_state, sum(many) as many from fleet_statistics"
                        + " where certificate_state in ('expiring', 'expired') group by certificate_state")
                .query((row, _) -> counts.put(
                        ValidityState.valueOf(row.getString("certificate_state").toUpperCase(Locale.ROOT)),
                        row.getLong("many")))
                .list();
        return counts;
    }

    @Override
    public String group() {
        return DeviceReadModel.READER;
    }

    @Override
    public long position() {
        return progress.of(DeviceReadModel.READER);
    }

    static DeviceModel read(ResultSet row, int number) throws SQLException {
        return JSON.readValue(row.getString("model"), DeviceModel.class);
    }
}
