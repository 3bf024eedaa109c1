package org.deviceonboarding.acl.policy;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * A change that the broker was not yet proven to enforce.
 *
 * @param at when it was recorded
 * @param lost the device whose session has to end, or null
 */
public record PolicyChange(Instant at, @Nullable DeviceId lost) {}
