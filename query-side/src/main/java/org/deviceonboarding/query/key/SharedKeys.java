package org.deviceonboarding.query.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds keys of several holders. The tables are written together with the log, so they are never behind. The cost depends on the
 * number of keys that were ever shared, not on the fleet.
 */
@Component
class SharedKeys {
    private static final int HOLDERS = 50;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SharedKeys(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A part of the keys that were ever shared, without those that no longer are. */
    record Page(List<SharedKey> shared, @Nullable String last) {}

    private record Row(String key, SharedKey.Holder holder, long holders, boolean compromised) {}

    /** @throws Refused {@code not_caught_up} while the tables are filled from the log */
    Page page(@Nullable String after, int limit) {
        requireComplete();
        List<Sha256> keys = jdbc.sql("select key from shared_key where key > :after order by key limit :limit")
                .param("after", after == null ? "" : after)
                .param("limit", limit + 1)
                .query((row, _) -> new Sha256(row.getString("key")))
                .list();
        boolean more = keys.size() > limit;
        List<Sha256> shown = more ? keys.subList(0, limit) : keys;
        return new Page(
                shown.isEmpty() ? List.of() : held(shown),
                more ? shown.getLast().hex() : null);
    }

    private List<SharedKey> held(List<Sha256> keys) {
        Map<String, List<Row>> byKey = new LinkedHashMap<>();
        for (Row row : rows(keys)) {
            byKey.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row);
        }
        return byKey.values().stream().map(SharedKeys::shared).toList();
    }

    private List<Row> rows(List<Sha256> keys) {
        return jdbc.sql("""
                        with held as (
                            select key, holder_kind, holder, max(not_after) as not_after
                            from certified_key
                            where key = any (array[:keys]::varchar[]) and revoked is null and not_after >= :now
                            group by key, holder_kind, holder
                        ), counted as (
                            select held.*, count(*) over of_key as holders, row_number() over (of_key order by holder) as nth,
                                exists (select from certified_key void
                                        where void.key = held.key and void.revoked = 'key_compromise') as compromised
                            from held window of_key as (partition by key)
                        )
                        select * from counted where nth <= :most and (holders > 1 or compromised) order by key, holder
                        """)
                .param("keys", keys.stream().map(Sha256::hex).toList())
                .param("now", Timestamp.from(clock.instant()))
                .param("most", HOLDERS)
                .query(SharedKeys::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("key"),
                new SharedKey.Holder(
                        SharedKey.Kind.valueOf(row.getString("holder_kind").toUpperCase(Locale.ROOT)),
                        row.getString("holder"),
                        row.getTimestamp("not_after").toInstant()),
                row.getLong("holders"),
                row.getBoolean("compromised"));
    }

    private static SharedKey shared(List<Row> rows) {
        Row first = rows.getFirst();
        return new SharedKey(
                new Sha256(first.key()),
                first.compromised(),
                first.holders(),
                rows.stream().map(Row::holder).toList());
    }

    private void requireComplete() {
        if (!jdbc.sql("select done from certified_key_fill")
                .query(Boolean.class)
                .single()) {
            throw new Refused(
                    RefusalCode.NOT_CAUGHT_UP,
                    "The log is being read for the keys of earlier certificates",
                    Map.of("retry_after", "10"));
        }
    }
}
