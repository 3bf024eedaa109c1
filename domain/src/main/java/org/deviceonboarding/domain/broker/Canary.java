package org.deviceonboarding.domain.broker;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.deviceonboarding.domain.device.DeviceId;

/**
 * The two devices by which a broker is tested: one that must get in, and one that must not. They belong to the portal:
 * their certificates and rights are events like all others, but no list shows them and no operator touches them.
 *
 * @param resident its certificate is good: it must get in, and reach its own topics only
 * @param outcast its certificate is revoked from the start: it must never get in
 */
public record Canary(DeviceId resident, DeviceId outcast) {
    /** The type of all canaries; no other device may have it. */
    public static final String TYPE = "portal-canary";

    public static Canary of(BrokerId broker) {
        return new Canary(id(broker, "resident"), id(broker, "outcast"));
    }

    /** The topic that the resident may write, and nobody else. */
    public String ownTopic() {
        return "devices/" + resident + "/canary";
    }

    /** A topic of another device, which the resident must not write. */
    public String foreignTopic() {
        return "devices/" + outcast + "/canary";
    }

    // The same for each process that asks, and known before anything was stored (RFC 9562 section 5.3).
    private static DeviceId id(BrokerId broker, String role) {
        String name = "canary/" + broker + "/" + role;
        return new DeviceId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII)).toString());
    }
}
