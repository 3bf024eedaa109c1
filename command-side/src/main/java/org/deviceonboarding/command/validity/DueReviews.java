package org.deviceonboarding.command.validity;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.lease.Lease;
import org.deviceonboarding.log.projection.Projection;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table {@code validity_review}: the devices whose certificates have to be reviewed. The read model lags behind the log, so a
 * device may be found once more after its review; its aggregate then says nothing new.
 */
@Component
class DueReviews implements Projection {
    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final Lease LEASE = new Lease(Duration.ofMinutes(5));

    private final JdbcClient jdbc;
    private final ReaderProgress progress;

    DueReviews(JdbcClient jdbc, ReaderProgress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    /**
     * Claims some of the devices that are due: no other sweep gets them before the lease ends. A certificate is over one second after
     * its last second. The renewal window opens when both of its limits have passed ({@link RenewalWindow#opens}).
     */
    List<DeviceId> claim(Instant now, RenewalWindow window, int limit) {
        return jdbc.sql("""
            update validity_review set claimed_until = :later where device_id = any (array(
                select device_id from validity_review
                where (first_end <= :over or (renewable_until <= :renewable and renewable_from <= :now))
                  and (claimed_until is null or claimed_until <= :now or claimed_until > :latest)
                limit :limit for update skip locked))
            returning device_id
            """)
                .param("now", Timestamp.from(now))
                .param("over", Timestamp.from(now.minusSeconds(1)))
                .param("renewable", Timestamp.from(now.plus(window.longest())))
                .param("later", LEASE.end(now))
                .param("latest", LEASE.latest(now))
                .param("limit", limit)
                .query((row, _) -> new DeviceId(row.getString("device_id")))
                .list();
    }

    /** Gives devices back that were claimed at this time, so that another process need not wait for the lease to end. */
    void release(List<DeviceId> devices, Instant claimedAt) {
        jdbc.sql("""
            update validity_review set claimed_until = null
            where device_id in (:devices) and claimed_until = :until
            """)
                .param("devices", devices.stream().map(DeviceId::value).toList())
                .param("until", LEASE.end(claimedAt))
                .update();
    }

    @Override
    public String group() {
        return ReviewReadModel.READER;
    }

    @Override
    public long position() {
        return progress.of(ReviewReadModel.READER);
    }
}
