package org.deviceonboarding.command.bundle;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.log.append.CompanionRows;
import org.deviceonboarding.log.append.CompanionTable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps sealed bundles until they are delivered or expire. A row outlives its ZIP, so that a used link is told from a wrong one. */
@Component
public class BundleStore {
    private final CompanionTable<KeptBundle> table = this::insert; // one, for rows of one table go together
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final InstantSource clock;

    BundleStore(JdbcClient jdbc, JdbcTemplate template, InstantSource clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
    }

    /** Keeps the bundle from when the events of the change under way are appended. */
    public void keep(DeviceId deviceId, SealedBundle bundle) {
        CompanionRows.add(table, new KeptBundle(deviceId, bundle));
    }

    private record KeptBundle(DeviceId device, SealedBundle bundle) {}

    private void insert(List<KeptBundle> kept) {
        template.batchUpdate("""
                insert into credential_bundle (bundle_id, device_id, token_hash, zip, expires_at, job_id)
                values (?, ?, ?, ?, ?, ?)
                """, kept, kept.size(), (row, one) -> {
            row.setObject(1, one.bundle().id().value());
            row.setString(2, one.device().value());
            row.setString(3, one.bundle().tokenHash().hex());
            row.setBytes(4, one.bundle().zip());
            row.setTimestamp(5, Timestamp.from(one.bundle().expiresAt()));
            row.setObject(6, one.bundle().batch());
        });
    }

    /**
     * The ZIP, for nobody else until the transaction ends; empty if it was discarded, or its time is over. Whoever hands it out
     * discards it in the same transaction: the row's lock makes it single use.
     */
    public Optional<byte[]> lock(BundleId id) {
        return jdbc.sql("""
                        select zip from credential_bundle
                        where bundle_id = :bundle and zip is not null and expires_at > :now for update
                        """)
                .param("bundle", id.value())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    /** Deletes the ZIP. */
    public void discard(BundleId id) {
        jdbc.sql("update credential_bundle set zip = null where bundle_id = :bundle")
                .param("bundle", id.value())
                .update();
    }

    public Optional<WaitingBundle> find(Sha256 tokenHash) {
        return jdbc.sql("""
                        select bundle_id, device_id, expires_at, zip is not null and expires_at > :now as available
                        from credential_bundle where token_hash = :hash
                        """)
                .param("hash", tokenHash.hex())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new WaitingBundle(
                        new BundleId(row.getObject("bundle_id", UUID.class)),
                        new DeviceId(row.getString("device_id")),
                        row.getBoolean("available"),
                        row.getTimestamp("expires_at").toInstant()))
                .optional();
    }

    /** Bundles whose time was over at that moment, by device; at most {@code limit} of them. */
    public Map<DeviceId, List<BundleId>> expiredAt(Instant now, int limit) {
        return jdbc
                .sql("""
                        select device_id, bundle_id from credential_bundle
                        where zip is not null and expires_at <= :now order by expires_at limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, _) -> Map.entry(
                        new DeviceId(row.getString("device_id")), new BundleId(row.getObject("bundle_id", UUID.class))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
