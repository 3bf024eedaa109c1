package org.deviceonboarding.domain.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a device that asks whether it may renew itself.
 *
 * @param issued the certificate for its key, PEM, if it asked before and missed the answer; otherwise null
 * @param lifetime that its next certificate shall have: that of its newest
 */
public record SelfRenewal(@Nullable String issued, Duration lifetime) {}
