package org.deviceonboarding.query.fleet;

import org.deviceonboarding.messages.device.DeviceId;

/** A device, in a list of many. */
public record DeviceName(DeviceId deviceId, String name) {}
