package org.deviceonboarding.command.job;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElseGet;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.credentials.LinkState;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.lease.Lease;
import org.deviceonboarding.logformat.ActorJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The downloads of batches: who fetches which credentials, and how much of them has left. */
@Component
public class Downloads {
    /** From one page to the next; then somebody else may try. */
    private static final Lease LEASE = new Lease(Duration.ofSeconds(60));
    /** Each is an event; the log must not be filled by somebody with a link. */
    private static final int MOST_ATTEMPTS = 50;

    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final BundleStore bundles;
    private final InstantSource clock;

    Downloads(JdbcClient jdbc, Jobs jobs, BundleStore bundles, InstantSource clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.bundles = bundles;
        this.clock = clock;
    }

    /** A device's bundle that waits. */
    record BatchBundle(int row, String deviceId) {}

    /** @throws Refused if nothing waits behind the link, or no longer */
    public BulkId find(String token) {
        BulkId id = jobs.behind(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)))
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "No credentials wait behind this link"));
        requireDeliverable(jobs.find(id));
        return id;
    }

    /** What became of the batch behind a link. */
    LinkState state(String token) {
        Optional<BulkId> id = jobs.behind(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)));
        Optional<Job> job = id.flatMap(jobs::find);
        if (job.isEmpty()) {
            return id.isEmpty() ? new LinkState.Unknown() : new LinkState.Ended(clock.instant());
        }
        if (job.get().isDeliverable(clock.instant())) {
            return isBusy(id.get(), clock.instant())
                    ? new LinkState.Busy()
                    : new LinkState.Waiting(requireNonNull(job.get().credentialsExpireAt()), true);
        }
        if (job.get().deliveredAt() != null) {
            return new LinkState.Fetched(job.get().deliveredAt(), deliveredBy(id.get()));
        }
        return new LinkState.Ended(requireNonNullElseGet(job.get().credentialsExpireAt(), clock::instant));
    }

    private Actor deliveredBy(BulkId id) {
        return ActorJson.read(jdbc.sql("select coalesce(delivered_by, '{}') from bulk_job where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single());
    }

    private boolean isBusy(BulkId id, Instant now) {
        return jdbc.sql(
                        "select coalesce(download_until > :now and download_until <= :latest, false) from bulk_job where id = :id")
                .param("now", Timestamp.from(now))
                .param("latest", LEASE.latest(now))
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    private void requireDeliverable(Optional<Job> job) {
        if (job.isEmpty() || !job.get().isDeliverable(clock.instant())) {
            throw new Refused(RefusalCode.GONE, "These credentials were delivered or have expired");
        }
    }

    /** Counts an attempt, in the transaction that records it. */
    long open(BulkId id, Actor actor) {
        Instant now = clock.instant();
        requireDeliverable(jobs.lock(id));
        if (isBusy(id, now)) {
            throw new Refused(RefusalCode.CONFLICT, "Somebody is fetching these credentials at this moment");
        }
        long attempt = jdbc.sql("""
                        update bulk_job set download_attempts = download_attempts + 1, download_until = :until, delivered_by = :by
                        where id = :id returning download_attempts
                        """)
                .param("until", LEASE.end(now))
                .param("by", ActorJson.write(actor))
                .param("id", id.value())
                .query(Long.class)
                .single();
        if (attempt > MOST_ATTEMPTS) {
            throw new Refused(RefusalCode.GONE, "These credentials were fetched in part too often");
        }
        return attempt;
    }

    List<BatchBundle> page(BulkId id, int after, int limit) {
        return jdbc.sql("""
                        select r.row_no, r.device_id from bulk_row r join credential_bundle b on b.job_id = r.job_id and b.device_id = r.device_id
                        where r.job_id = :id and r.row_no > :after and %s
                        order by r.row_no limit :limit
                        """.formatted(BundleStore.WAITS))
                .param("id", id.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new BatchBundle(row.getInt("row_no"), row.getString("device_id")))
                .list();
    }

    /** What is in it, unless it was deleted since. */
    Optional<byte[]> zip(BulkId id, BatchBundle bundle) {
        return bundles.inBatch(id.value(), new DeviceId(bundle.deviceId()));
    }

    /**
     * Before these rows leave.
     *
     * @throws Refused if somebody else fetches them by now, or they have been cleared up
     */
    void leaving(BulkId id, long attempt, int row) {
        int ours = jdbc.sql("""
                        update bulk_job set streamed_row = greatest(streamed_row, :row), download_until = :until
                        where id = :id and download_attempts = :attempt and download_until is not null
                        """)
                .param("row", row)
                .param("until", LEASE.end(clock.instant()))
                .param("id", id.value())
                .param("attempt", attempt)
                .update();
        requireOurs(ours);
    }

    /** It broke off; it can be tried again at once. */
    void broken(BulkId id, long attempt) {
        jdbc.sql("update bulk_job set download_until = null where id = :id and download_attempts = :attempt")
                .param("id", id.value())
                .param("attempt", attempt)
                .update();
    }

    /** @throws Refused if somebody else fetches them by now, or they have been cleared up */
    void close(BulkId id, long attempt) {
        int ours = jdbc.sql("""
                        update bulk_job set delivered_at = :now, download_until = null
                        where id = :id and download_attempts = :attempt and download_until is not null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .param("attempt", attempt)
                .update();
        requireOurs(ours);
    }

    /**
     * Before what became of the bundles is settled: from then on no more of them leave.
     *
     * @param streamedRow up to which they are believed to have left
     * @return false if somebody fetches them, or more have left than that
     */
    boolean end(BulkId id, int streamedRow) {
        int ended = jdbc.sql("""
                        update bulk_job set download_until = null
                        where id = :id and streamed_row = :row and (download_until is null or download_until <= :now or download_until > :latest)
                        """)
                .param("id", id.value())
                .param("row", streamedRow)
                .param("now", Timestamp.from(clock.instant()))
                .param("latest", LEASE.latest(clock.instant()))
                .update();
        return ended == 1;
    }

    private static void requireOurs(int changed) {
        if (changed == 0) {
            throw new Refused(RefusalCode.CONFLICT, "Somebody else fetches these credentials by now");
        }
    }
}
