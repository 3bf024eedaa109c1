package org.deviceonboarding.domain.command;

import java.time.Instant;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.jspecify.annotations.Nullable;

/**
 * A bundle, named by its id and digest; its bytes are stored elsewhere. The fields are those of {@link
 * CredentialsPackaged}.
 *
 * @param digest of the ZIP; null if the ZIP is made when somebody fetches it
 * @param expiresAt when the link dies and the bundle is deleted
 */
public record BundleReference(BundleId id, @Nullable Sha256 digest, Instant expiresAt) {
    /** The event that puts the bundle on record. */
    public CredentialsPackaged packagedFor(DeviceId deviceId, SerialNumber serial) {
        return new CredentialsPackaged(deviceId, id, serial, digest, expiresAt);
    }
}
