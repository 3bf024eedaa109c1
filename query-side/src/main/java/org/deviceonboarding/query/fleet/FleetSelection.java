package org.deviceonboarding.query.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fleet.DeviceName;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Selects devices by the filters of the list of devices, without pages. It includes every change acknowledged before. */
public final class FleetSelection {
    private static final String DUE = """
            select device_id, name, cast(model as jsonb) -> 'certificate' ->> 'key_algorithm' as key_algorithm from device_model
            where certificate_state = 'expiring' and status = 'active' and %s
              and cast(model as jsonb) -> 'certificate' ->> 'key_held_by' = 'portal'
            order by expires_at, device_id limit :most
            """.formatted(DeviceModels.NO_CANARY);
    private static final Set<String> OF_A_PAGE = Set.of("sort", "limit", "cursor", "min_position");

    private final DeviceModels models;
    private final ReadBarrier barrier;
    private final JdbcClient jdbc;

    private FleetSelection(DeviceModels models, ReadBarrier barrier, JdbcClient jdbc) {
        this.models = models;
        this.barrier = barrier;
        this.jdbc = jdbc;
    }

    /** Makes a selection in a process that does not keep the device model itself. */
    public static FleetSelection in(JdbcClient jdbc, ReaderProgress progress, ReadBarrier barrier) {
        return new FleetSelection(new DeviceModels(jdbc, progress), barrier, jdbc);
    }

    /**
     * The devices that match the filters.
     *
     * @param most the largest number of devices
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
        DeviceQuery query = DeviceQuery.of(Parameters.bind(DeviceParameters.class, parameters));
        barrier.await(null, models);
        return jdbc.sql(query.selectionSql())
                .params(query.selectionParameters(most))
                .query((row, _) -> new DeviceName(new DeviceId(row.getString("device_id")), row.getString("name")))
                .list();
    }

    /**
     * Active devices whose certificate is expiring and whose key the portal made, by the algorithm of that key.
     *
     * @param most the largest number of devices, the earliest ends first
     */
    public Map<String, List<DeviceName>> due(int most) {
        barrier.await(null, models);
        Map<String, List<DeviceName>> byAlgorithm = new TreeMap<>();
        jdbc.sql(DUE).param("most", most).query(row -> {
            byAlgorithm
                    .computeIfAbsent(row.getString("key_algorithm"), _ -> new ArrayList<>())
                    .add(new DeviceName(new DeviceId(row.getString("device_id")), row.getString("name")));
        });
        return byAlgorithm;
    }

    /** The existing devices among the given ids. */
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
