package org.deviceonboarding.domain.fleet;

import org.deviceonboarding.domain.device.DeviceId;

/** A device's id and name, in a list of many. */
public record DeviceName(DeviceId deviceId, String name) {}
