package org.deviceonboarding.query.fleet;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts devices by status and by the month in which their certificates end. Counts of the whole fleet, or of a part that the
 * statistics contain, are read from the statistics.
 */
@Component
class FleetCounts {
    /** A year, and the month in which it ends. */
    private static final int MONTHS = 13;

    private static final Set<String> OF_STATISTICS = Set.of("type", "status", "certificate_state");
    private static final String IN_USE = " and status in ('active', 'suspended')";
    private static final String MONTH_OF_EXPIRY = "to_char(expires_at at time zone 'UTC', 'YYYY-MM')";

    private final JdbcClient jdbc;
    private final FleetStatistics statistics;

    FleetCounts(JdbcClient jdbc, FleetStatistics statistics) {
        this.jdbc = jdbc;
        this.statistics = statistics;
    }

    FleetSummary of(DeviceQuery query, Instant now) {
        YearMonth first = FleetStatistics.month(now);
        Map<String, Object> filters = query.filters();
        Map<String, Long> months =
                by("expires_in", MONTH_OF_EXPIRY, filters, IN_USE + " and %s is not null and %1$s <> ''");
        long[] counts = new long[MONTHS + 1];
        long expired = 0;
        for (Map.Entry<String, Long> month : months.entrySet()) {
            long ahead = first.until(YearMonth.parse(month.getKey()), ChronoUnit.MONTHS);
            if (ahead < 0) {
                expired += month.getValue();
            } else {
                counts[(int) Math.min(ahead, MONTHS)] += month.getValue();
            }
        }
        long expiredThisMonth = expired(filters, first, now);
        counts[0] -= expiredThisMonth;
        return new FleetSummary(
                statuses(query),
                expired + expiredThisMonth,
                IntStream.range(0, MONTHS)
                        .mapToObj(month -> new FleetSummary.Month(first.plusMonths(month), counts[month]))
                        .toList(),
                counts[MONTHS]);
    }

    private Map<DeviceStatus, Long> statuses(DeviceQuery query) {
        Map<DeviceStatus, Long> counts = new EnumMap<>(DeviceStatus.class);
        for (DeviceStatus status : DeviceStatus.values()) {
            counts.put(status, 0L);
        }
        by("status", "status", query.filtersOfAnyStatus(), "")
                .forEach((status, many) -> counts.put(DeviceStatus.valueOf(status.toUpperCase(Locale.ROOT)), many));
        return counts;
    }

    private Map<String, Long> by(String column, String computed, Map<String, Object> filters, String condition) {
        String where = DeviceQuery.where(filters);
        if (OF_STATISTICS.containsAll(filters.keySet())) {
            return statistics.by(column, where + condition.formatted(column), filters);
        }
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select " + computed + " as value, count(*) as many from device_model" + where
                        + condition.formatted(computed) + " group by 1")
                .params(filters)
                .query(row -> {
                    counts.put(row.getString("value"), row.getLong("many"));
                });
        return counts;
    }

    /** The number of certificates of this month that have ended by now. */
    private long expired(Map<String, Object> filters, YearMonth month, Instant now) {
        return jdbc.sql("select count(*) from device_model" + DeviceQuery.where(filters) + IN_USE
                        + " and expires_at >= cast(:begin as timestamptz) and expires_at < cast(:now as timestamptz)")
                .params(filters)
                .param(
                        "begin",
                        month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString())
                .param("now", now.toString())
                .query(Long.class)
                .single();
    }
}
