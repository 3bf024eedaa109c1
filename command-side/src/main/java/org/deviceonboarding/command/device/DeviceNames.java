package org.deviceonboarding.command.device;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.deviceonboarding.messages.broker.Canary;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.event.DeviceDetailsChanged;
import org.deviceonboarding.messages.event.DeviceRegistered;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which device holds which name, now or in the past. A subscribing processor, so that the claim is part of the transaction that appends the
 * registration: two devices never share a name, however many registrations run at once.
 */
@Component
@ProcessingGroup(DeviceNames.GROUP)
public class DeviceNames {
    static final String GROUP = "device-names";

    private final JdbcClient jdbc;

    DeviceNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A cheap look before slow work; the claim itself decides.
     *
     * @throws Refused if another device holds the name
     */
    public void requireFree(String name) {
        holder(name).ifPresent(holder -> {
            throw taken(name, holder);
        });
    }

    /** Those of the names that devices hold. */
    public Set<String> taken(Set<String> names) {
        return names.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("select name from device_name where name = any (array[:names]::varchar[])")
                        .param("names", names)
                        .query(String.class)
                        .list());
    }

    @EventHandler
    void on(DeviceRegistered event) {
        if (event.type().equals(Canary.TYPE)) {
            return; // No operator may want a name less because a broker has it.
        }
        claim(event.name(), event.deviceId());
    }

    /** A name that a device once had stays its own: in the log, a name means one device for good. */
    @EventHandler
    void on(DeviceDetailsChanged event) {
        if (event.name() != null) {
            claim(event.name(), event.deviceId());
        }
    }

    private void claim(String name, DeviceId id) {
        // Appends take their turn, so the holder, if there is one, has committed; "do nothing" keeps this transaction
        // usable.
        int claimed = jdbc.sql("insert into device_name (name, device_id) values (:name, :id) on conflict do nothing")
                .param("name", name)
                .param("id", id.value())
                .update();
        if (claimed == 0) {
            holder(name).filter(holder -> !holder.equals(id)).ifPresent(holder -> {
                throw taken(name, holder);
            });
        }
    }

    private Optional<DeviceId> holder(String name) {
        return jdbc.sql("select device_id from device_name where name = :name")
                .param("name", name)
                .query(String.class)
                .optional()
                .map(DeviceId::new);
    }

    private static Refused taken(String name, DeviceId holder) {
        return new Refused(
                RefusalCode.DUPLICATE_NAME,
                "The name '" + name + "' belongs to another device",
                Map.of("device_id", holder.value()));
    }
}
