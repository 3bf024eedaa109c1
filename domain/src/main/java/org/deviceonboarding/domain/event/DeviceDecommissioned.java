package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** The device left the fleet for good. Its live certificates were revoked just before, each in an event of its own. */
@Revision("1")
public record DeviceDecommissioned(
        DeviceId deviceId, @Nullable String comment) implements DeviceEvent {}
