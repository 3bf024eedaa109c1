package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A sealed bundle of credentials was made, and waits behind a link.
 *
 * @param digest of the encrypted ZIP
 * @param expiresAt when the link dies and the bundle is deleted
 */
@Revision("1")
public record CredentialsPackaged(
        DeviceId deviceId, BundleId bundleId, SerialNumber serial, Sha256 digest, Instant expiresAt)
        implements DeviceEvent {}
