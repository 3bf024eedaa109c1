package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of credentials waits behind a link.
 *
 * @param digest of the ZIP; null if the ZIP is made when somebody fetches it, because the device made its own key. Revision 1 always
 *     has a digest
 * @param expiresAt when the link dies and the bundle is deleted
 */
@Revision("2")
public record CredentialsPackaged(
        DeviceId deviceId,
        BundleId bundleId,
        SerialNumber serial,
        @Nullable Sha256 digest,
        Instant expiresAt) implements DeviceEvent {}
