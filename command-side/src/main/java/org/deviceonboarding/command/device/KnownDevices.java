package org.deviceonboarding.command.device;

import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells unknown devices from known ones before slow work is done for them. */
@Component
public class KnownDevices {
    private final JdbcClient jdbc;

    KnownDevices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refused if there is no such device */
    public void require(DeviceId id) {
        boolean known = jdbc.sql("select exists (select from device_name where device_id = :id)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
        if (!known) {
            throw new Refused(RefusalCode.NOT_FOUND, "There is no device " + id);
        }
    }
}
