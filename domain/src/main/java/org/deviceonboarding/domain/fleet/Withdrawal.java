package org.deviceonboarding.domain.fleet;

import java.time.Instant;

/**
 * Access was taken away from a device: a certificate revoked, or the device suspended or decommissioned.
 *
 * @param position of the event in the log; a broker whose policy has come there no longer grants what was taken
 * @param at the event's time
 */
public record Withdrawal(long position, Instant at) {}
