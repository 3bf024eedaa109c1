package org.deviceonboarding.command.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.logformat.ActorJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the bundles of batches whose link is used up or has expired. */
@Component
class UnsettledBatches {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    UnsettledBatches(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param streamedRow up to which bundles have left */
    record OfJob(BulkId id, int streamedRow, Actor fetchedBy, Actor portal) {}

    /** One that waits. */
    record UnsettledBundle(int row, DeviceId deviceId, BundleId bundleId) {
        CommandEnvelope end(int streamedRow) {
            return CommandEnvelope.of(
                    row <= streamedRow
                            ? new DeviceCommand.SettleDelivery(deviceId, bundleId)
                            : new DeviceCommand.ExpireCredentials(deviceId, List.of(bundleId)));
        }
    }

    List<OfJob> jobs() {
        return jdbc.sql("""
                        select id, streamed_row, action = 'import' as imports, coalesce(delivered_by, '{}') as fetched_by from bulk_job
                        where settled_at is null and finished_at is not null
                          and (delivered_at is not null or credentials_expires_at <= :now)
                          and (download_until is null or download_until <= :now)
                        order by finished_at limit 10
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new OfJob(
                        new BulkId(row.getObject("id", UUID.class)),
                        row.getInt("streamed_row"),
                        ActorJson.read(row.getString("fetched_by")).with(job(row), row.getString("id")),
                        Actor.PORTAL.with(job(row), row.getString("id"))))
                .list();
    }

    private static Fact job(ResultSet row) throws SQLException {
        return row.getBoolean("imports") ? Fact.IMPORT_ID : Fact.BULK_ID;
    }

    /** In the order of devices, as bulk changes take them, so that neither waits for what the other holds. */
    List<UnsettledBundle> bundles(BulkId job, int limit) {
        return jdbc
                .sql("""
                        select r.row_no, r.device_id, b.bundle_id
                        from bulk_row r join credential_bundle b on b.job_id = r.job_id and b.device_id = r.device_id
                        where r.job_id = :job and %s order by r.row_no limit :limit
                        """.formatted(BundleStore.WAITS))
                .param("job", job.value())
                .param("limit", limit)
                .query((row, _) -> new UnsettledBundle(
                        row.getInt("row_no"),
                        new DeviceId(row.getString("device_id")),
                        new BundleId(row.getObject("bundle_id", UUID.class))))
                .list()
                .stream()
                .sorted(Comparator.comparing(bundle -> bundle.deviceId().value()))
                .toList();
    }
}
