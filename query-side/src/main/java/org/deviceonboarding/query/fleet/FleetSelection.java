package org.deviceonboarding.query.fleet;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.deviceonboarding.query.consistency.ReadBarrier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Devices chosen by the filters of the list of devices, all at once. It sees at least what was acknowledged before. */
public final class FleetSelection {
    private static final Set<String> OF_A_PAGE = Set.of("sort", "limit", "cursor", "min_position");

    private final DeviceModels models;
    private final ReadBarrier barrier;
    private final JdbcClient jdbc;

    private FleetSelection(DeviceModels models, ReadBarrier barrier, JdbcClient jdbc) {
        this.models = models;
        this.barrier = barrier;
        this.jdbc = jdbc;
    }

    /** For a process that need not keep the device model itself: some other one does. */
    public static FleetSelection in(JdbcTemplate template) {
        JdbcClient jdbc = JdbcClient.create(template);
        return new FleetSelection(new DeviceModels(jdbc, template), new ReadBarrier(jdbc), jdbc);
    }

    /**
     * @param most how many are answered at most
     * @throws Refused {@code validation_error} with a message per filter at fault, or {@code not_caught_up}
     */
    public List<DeviceName> matching(Map<String, String> filter, int most) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        Map<String, String> faults = new HashMap<>();
        filter.forEach((name, value) -> {
            parameters.add(name, value);
            if (OF_A_PAGE.contains(name)) {
                faults.put(name, "is no filter");
            }
        });
        if (!faults.isEmpty()) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", faults);
        }
        DeviceQuery query = DeviceQueryParser.parse(parameters);
        barrier.await(null, models);
        return jdbc.sql(query.selectionSql())
                .params(query.selectionParameters(most))
                .query((row, _) -> new DeviceName(new DeviceId(row.getString("device_id")), row.getString("name")))
                .list();
    }

    /** Those that there are, by id. */
    public List<DeviceName> named(Collection<DeviceId> ids) {
        barrier.await(null, models);
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select device_id, name from device_model where " + DeviceModels.NO_CANARY
                                + " and device_id = any (array[:ids]::varchar[]) order by device_id")
                        .param("ids", ids.stream().map(DeviceId::value).toList())
                        .query((row, _) ->
                                new DeviceName(new DeviceId(row.getString("device_id")), row.getString("name")))
                        .list();
    }
}
