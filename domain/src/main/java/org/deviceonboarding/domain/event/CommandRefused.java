package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in caller asked for a change and was refused. It is no event of the device's: nothing happened to it.
 *
 * @param command what was asked, such as {@code revoke}
 * @param deviceId which the caller named, whether or not there is such a device; null if the command names none
 * @param code the stable {@code error} code of the answer
 */
@Revision("1")
public record CommandRefused(String command, @Nullable DeviceId deviceId, String code) implements OnboardingEvent {}
