package org.deviceonboarding.command.validity;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of reviews: when which device is asked about the ends of its certificates. Not the truth, which the device
 * knows, but an index of it: what is due is found at a cost that does not depend on what is not.
 */
@Component
class Reviews {
    private final JdbcClient jdbc;

    Reviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A device that is due, and the newest certificate that was noted of it. */
    record Due(DeviceId deviceId, SerialNumber serial) {}

    /** An older certificate may end sooner than the renewal of the new one is due, so what was noted before stays. */
    void schedule(CertificateIssued event, RenewalWindow window) {
        jdbc.sql("""
                        insert into certificate_review (device_id, serial, not_before, not_after, review_at)
                        values (:device, :serial, :not_before, :not_after, :review)
                        on conflict (device_id) do update set serial = excluded.serial,
                            not_before = excluded.not_before, not_after = excluded.not_after,
                            review_at = least(certificate_review.review_at, excluded.review_at)
                        """)
                .param("device", event.deviceId().value())
                .param("serial", event.serial().hex())
                .param("not_before", Timestamp.from(event.notBefore()))
                .param("not_after", Timestamp.from(event.notAfter()))
                .param("review", Timestamp.from(window.opens(event.notBefore(), event.notAfter())))
                .update();
    }

    /**
     * Those due at that moment, at most so many. Nobody else gets them meanwhile; those that are not settled come back after
     * the lease, whatever became of whoever took them.
     */
    List<Due> claim(Instant now, Duration lease, int limit) {
        return jdbc.sql("""
                        update certificate_review set review_at = :later where device_id in (
                            select device_id from certificate_review where review_at <= :now
                            order by review_at limit :limit for update skip locked)
                        returning device_id, serial
                        """)
                .param("now", Timestamp.from(now))
                .param("later", Timestamp.from(now.plus(lease)))
                .param("limit", limit)
                .query((row, _) ->
                        new Due(new DeviceId(row.getString("device_id")), new SerialNumber(row.getString("serial"))))
                .list();
    }

    /** @param next null if there is nothing more to be said of these certificates */
    void settle(Due due, @Nullable Instant next) {
        jdbc.sql(
                        next == null
                                ? "delete from certificate_review where device_id = :device and serial = :serial"
                                : "update certificate_review set review_at = :next"
                                        + " where device_id = :device and serial = :serial")
                .param("device", due.deviceId().value())
                .param("serial", due.serial().hex())
                .param("next", next == null ? null : Timestamp.from(next))
                .update();
    }

    /** After the window has grown: what was to be asked later is asked in time. Looks at every row. */
    void bringForward(RenewalWindow window) {
        jdbc.sql("""
                        update certificate_review
                        set review_at = not_after - least((not_after - not_before) / 3, cast(:window as interval))
                        where review_at < not_after
                          and review_at > not_after - least((not_after - not_before) / 3, cast(:window as interval))
                                          + interval '1 second'
                        """).param("window", window.longest().toSeconds() + " seconds").update();
    }
}
