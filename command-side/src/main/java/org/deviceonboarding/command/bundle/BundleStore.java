package org.deviceonboarding.command.bundle;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps bundles until they are delivered or expire. A row outlives its ZIP, so that a used link is told from a wrong one. The row of a
 * bundle without a private key has no ZIP at any time.
 */
@Component
public class BundleStore {
    /** Which rows wait to be fetched, as the partial indexes have it. */
    public static final String WAITS = "(zip is not null or made_on_fetch)";

    private final CompanionTable<KeptBundle> table = this::insert; // one, for rows of one table go together
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final KeylessBundles keyless;
    private final InstantSource clock;

    BundleStore(JdbcClient jdbc, JdbcTemplate template, KeylessBundles keyless, InstantSource clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.keyless = keyless;
        this.clock = clock;
    }

    /** Keeps the bundle from when the events of the change under way are appended. */
    public void keep(DeviceId deviceId, NewBundle bundle) {
        CompanionRows.add(table, new KeptBundle(deviceId, bundle));
    }

    private record KeptBundle(DeviceId device, NewBundle bundle) {}

    private void insert(List<KeptBundle> kept) {
        template.batchUpdate("""
                insert into credential_bundle (bundle_id, device_id, token_hash, zip, made_on_fetch, expires_at, job_id)
                values (?, ?, ?, ?, ?, ?, ?)
                """, kept, kept.size(), (row, one) -> {
            row.setObject(1, one.bundle().id().value());
            row.setString(2, one.device().value());
            row.setString(3, one.bundle().tokenHash().hex());
            row.setBytes(4, one.bundle().zip());
            row.setBoolean(5, one.bundle().zip() == null);
            row.setTimestamp(6, Timestamp.from(one.bundle().expiresAt()));
            row.setObject(7, one.bundle().batch());
        });
    }

    /**
     * The ZIP, for nobody else until the transaction ends; empty if it was discarded, or its time is over. Whoever hands it out
     * discards it in the same transaction: the row's lock makes it single use.
     */
    public Optional<byte[]> lock(BundleId id) {
        return jdbc.sql("""
                        select device_id, bundle_id, zip from credential_bundle
                        where bundle_id = :bundle and %s and expires_at > :now for update
                        """.formatted(WAITS))
                .param("bundle", id.value())
                .param("now", Timestamp.from(clock.instant()))
                .query(BundleStore::row)
                .optional()
                .map(this::zip);
    }

    /** The ZIP of a device that leaves with a batch; empty if it was discarded. */
    public Optional<byte[]> inBatch(UUID batch, DeviceId device) {
        return jdbc.sql("""
                        select device_id, bundle_id, zip from credential_bundle
                        where job_id = :batch and device_id = :device and %s
                        """.formatted(WAITS))
                .param("batch", batch)
                .param("device", device.value())
                .query(BundleStore::row)
                .optional()
                .map(this::zip);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record BundleRow(DeviceId device, BundleId bundle, byte @Nullable [] zip) {}

    private static BundleRow row(ResultSet row, int number) throws SQLException {
        return new BundleRow(
                new DeviceId(row.getString("device_id")),
                new BundleId(row.getObject("bundle_id", UUID.class)),
                row.getBytes("zip"));
    }

    private byte[] zip(BundleRow row) {
        return row.zip() == null ? keyless.zip(row.device(), row.bundle()) : row.zip();
    }

    /** Deletes the ZIP; the bundle no longer waits. */
    public void discard(BundleId id) {
        jdbc.sql("update credential_bundle set zip = null, made_on_fetch = false where bundle_id = :bundle")
                .param("bundle", id.value())
                .update();
    }

    public Optional<WaitingBundle> find(Sha256 tokenHash) {
        return jdbc.sql("""
                        select bundle_id, device_id, expires_at, %s and expires_at > :now as available, zip is not null as locked
                        from credential_bundle where token_hash = :hash
                        """.formatted(WAITS))
                .param("hash", tokenHash.hex())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new WaitingBundle(
                        new BundleId(row.getObject("bundle_id", UUID.class)),
                        new DeviceId(row.getString("device_id")),
                        row.getBoolean("available"),
                        row.getBoolean("locked"),
                        row.getTimestamp("expires_at").toInstant()))
                .optional();
    }

    /** Bundles whose time was over at that moment, by device; at most {@code limit} of them. */
    public Map<DeviceId, List<BundleId>> expiredAt(Instant now, int limit) {
        return jdbc
                .sql("""
                        select device_id, bundle_id from credential_bundle
                        where %s and expires_at <= :now order by expires_at limit :limit
                        """.formatted(WAITS))
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
