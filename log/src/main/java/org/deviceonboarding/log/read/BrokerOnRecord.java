package org.deviceonboarding.log.read;

import java.time.Instant;
import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;

/**
 * The state of a broker in use, as the log shows it.
 *
 * @param rejection why the newest policy is not in force, in the words of the process beside it; null if no receipt is awaited after it
 * @param unconfirmedSince time of the oldest event that the broker has to act upon and was not seen to; null if there is none, or if the broker
 *     never gave a receipt
 */
public record BrokerOnRecord(
        BrokerId id, @Nullable String rejection, @Nullable Instant unconfirmedSince) {}
