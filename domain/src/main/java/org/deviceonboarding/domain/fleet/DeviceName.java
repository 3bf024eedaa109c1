package org.deviceonboarding.domain.fleet;

import org.deviceonboarding.domain.device.DeviceId;

/** A device, in a list of many. */
public record DeviceName(DeviceId deviceId, String name) {}
