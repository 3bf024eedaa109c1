package org.deviceonboarding.query.fleet;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts devices by status and by the month in which their certificates run out. */
@Component
class FleetCounts {
    /** A year and the month it ends in. */
    private static final int MONTHS = 13;

    private static final int EXPIRED = -1;
    private static final int MOST_TYPES = 200;
    private static final String MONTH_OF_EXPIRY = """
            case when expires_at < cast(:now as timestamptz) then -1
                 else least(extract(year from expires_at at time zone 'UTC') * 12
                            + extract(month from expires_at at time zone 'UTC') - 1 - :first, %d) end
            """.formatted(MONTHS);

    private final JdbcClient jdbc;

    FleetCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    FleetSummary of(DeviceQuery query, Instant now) {
        YearMonth first = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        Map<Integer, Long> expiries = expiries(query, now, first);
        return new FleetSummary(
                statuses(query),
                expiries.getOrDefault(EXPIRED, 0L),
                IntStream.range(0, MONTHS)
                        .mapToObj(month ->
                                new FleetSummary.Month(first.plusMonths(month), expiries.getOrDefault(month, 0L)))
                        .toList(),
                expiries.getOrDefault(MONTHS, 0L));
    }

    private Map<DeviceStatus, Long> statuses(DeviceQuery query) {
        Map<DeviceStatus, Long> counts = new EnumMap<>(DeviceStatus.class);
        for (DeviceStatus status : DeviceStatus.values()) {
            counts.put(status, 0L);
        }
        Map<String, Object> filters = query.filtersOfAnyStatus();
        jdbc.sql("select status, count(*) as devices from device_model" + DeviceQuery.where(filters)
                        + " group by status")
                .params(filters)
                .query(row -> {
                    counts.put(
                            DeviceStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                            row.getLong("devices"));
                });
        return counts;
    }

    private Map<Integer, Long> expiries(DeviceQuery query, Instant now, YearMonth first) {
        Map<Integer, Long> counts = new HashMap<>();
        jdbc.sql("select " + MONTH_OF_EXPIRY + " as month, count(*) as devices from device_model"
                        + DeviceQuery.where(query.filters())
                        + " and status in ('active', 'suspended') and expires_at is not null group by 1")
                .params(query.filters())
                .param("now", now.toString())
                .param("first", first.getYear() * 12 + first.getMonthValue() - 1)
                .query(row -> {
                    counts.put(row.getInt("month"), row.getLong("devices"));
                });
        return counts;
    }

    // Walks the index from type to type, however many devices there are of each.
    List<String> types() {
        return jdbc.sql("""
                        with recursive types as (
                            (select type from device_model order by type limit 1)
                            union all
                            select (select type from device_model where type > types.type order by type limit 1)
                            from types where types.type is not null)
                        select type from types where type is not null and %s limit :most
                        """.formatted(DeviceModels.NO_CANARY))
                .param("most", MOST_TYPES)
                .query((row, _) -> row.getString("type"))
                .list();
    }
}
