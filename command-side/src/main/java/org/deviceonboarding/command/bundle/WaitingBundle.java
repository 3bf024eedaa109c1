package org.deviceonboarding.command.bundle;

import java.time.Instant;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;

/**
 * The bundle behind a link.
 *
 * @param available false once it was delivered or has expired
 * @param locked whether a password opens it; false if the device made its own key
 */
public record WaitingBundle(BundleId id, DeviceId deviceId, boolean available, boolean locked, Instant expiresAt) {}
