package org.deviceonboarding.command.bundle;

import java.time.Instant;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;

/**
 * The bundle behind a link.
 *
 * @param available false once it was delivered or has expired
 */
public record WaitingBundle(BundleId id, DeviceId deviceId, boolean available, Instant expiresAt) {}
