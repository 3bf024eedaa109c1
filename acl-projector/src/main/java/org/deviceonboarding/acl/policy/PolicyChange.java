package org.deviceonboarding.acl.policy;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * An event that the broker has yet to be proven to act upon.
 *
 * @param at when it was recorded
 * @param lost the device whose session has to end, or null
 */
public record PolicyChange(Instant at, @Nullable DeviceId lost) {}
