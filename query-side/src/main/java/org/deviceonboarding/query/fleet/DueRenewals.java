package org.deviceonboarding.query.fleet;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.access.parameter.ParameterText;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists devices whose newest certificate is expiring or expired, the earliest end first. */
@Component
class DueRenewals {
    private static final String SQL = """
            select model from device_model
            where certificate_state in ('expiring', 'expired') and %s
              and (expires_at, device_id) > (cast(:expires as timestamptz), :id)
            order by expires_at, device_id limit :limit
            """.formatted(DeviceModels.NO_CANARY);

    private final JdbcClient jdbc;

    DueRenewals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The device after which a page begins. */
    record Key(Instant expires, String device) {
        static final Key FIRST = new Key(Instant.EPOCH, "");

        static Optional<Key> parse(@Nullable String text) {
            String[] parts = text == null ? new String[0] : text.split("\\|", -1);
            if (parts.length != 2) {
                return Optional.empty();
            }
            try {
                String device = new DeviceId(parts[1]).value();
                return ParameterText.time(parts[0]).map(expires -> new Key(expires, device));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        String text() {
            return expires + "|" + device;
        }
    }

    List<DeviceModel> list(Key after, int limit) {
        return jdbc.sql(SQL)
                .param("expires", Timestamp.from(after.expires()))
                .param("id", after.device())
                .param("limit", limit)
                .query(DeviceModels::read)
                .list();
    }
}
