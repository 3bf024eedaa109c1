package org.deviceonboarding.command.key;

import java.util.Locale;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;

/** The holder of a certified key: a device, a broker with its canaries, or the portal. */
record CertificateHolder(HolderKind kind, String id) {
    enum HolderKind {
        DEVICE,
        /** A broker and its canaries. */
        BROKER,
        /** The portal as a server to devices. */
        PORTAL;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CertificateHolder of(DeviceId device) {
        return new CertificateHolder(HolderKind.DEVICE, device.value());
    }

    static CertificateHolder of(BrokerId broker) {
        return new CertificateHolder(HolderKind.BROKER, broker.value());
    }

    static CertificateHolder ofServer(Sha256 key) {
        return new CertificateHolder(HolderKind.PORTAL, key.hex());
    }
}
