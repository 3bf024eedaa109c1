package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;

/** A bundle was not fetched in time, and was deleted. */
@Revision("1")
public record CredentialsExpired(DeviceId deviceId, BundleId bundleId) implements DeviceEvent {}
