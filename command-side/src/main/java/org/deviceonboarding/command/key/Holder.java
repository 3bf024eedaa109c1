package org.deviceonboarding.command.key;

import java.util.Locale;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;

/** Whose certificates a key is in. */
record Holder(Kind kind, String id) {
    enum Kind {
        DEVICE,
        /** A broker and its canaries. */
        BROKER,
        /** The portal as a server to devices. */
        PORTAL;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Holder of(DeviceId device) {
        return new Holder(Kind.DEVICE, device.value());
    }

    static Holder of(BrokerId broker) {
        return new Holder(Kind.BROKER, broker.value());
    }

    static Holder ofServer(Sha256 key) {
        return new Holder(Kind.PORTAL, key.hex());
    }
}
