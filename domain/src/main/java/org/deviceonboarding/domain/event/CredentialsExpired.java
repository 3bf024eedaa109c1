package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;

/** Nobody fetched the bundle in time; it is deleted. */
@Revision("1")
public record CredentialsExpired(DeviceId deviceId, BundleId bundleId) implements DeviceEvent {}
