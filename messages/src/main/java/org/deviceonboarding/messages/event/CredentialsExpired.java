package org.deviceonboarding.messages.event;

import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.device.BundleId;
import org.deviceonboarding.messages.device.DeviceId;

/** Nobody fetched the bundle in time; it is deleted. */
@Revision("1")
public record CredentialsExpired(DeviceId deviceId, BundleId bundleId) implements DeviceEvent {}
