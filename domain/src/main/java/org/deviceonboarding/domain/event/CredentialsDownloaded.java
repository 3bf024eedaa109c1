package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;

/** A bundle was fetched, and the server no longer has it. Who fetched it, and from where, is in the metadata. */
@Revision("1")
public record CredentialsDownloaded(DeviceId deviceId, BundleId bundleId) implements DeviceEvent {}
