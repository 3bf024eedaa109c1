package org.deviceonboarding.log.read;

import java.time.Instant;
import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;

/**
 * How a broker in use is doing, as far as the log tells.
 *
 * @param rejection why the newest policy is not in force, in the words of the process beside it; null if no receipt is awaited after it
 * @param unconfirmedSince time of the oldest event that the broker has to act upon and was not seen to; null if there is none, or if the broker
 *     never gave a receipt
 */
public record BrokerOnRecord(
        BrokerId id, @Nullable String rejection, @Nullable Instant unconfirmedSince) {}
