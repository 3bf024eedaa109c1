package org.deviceonboarding.log.read;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        BrokerId id, @Nullable String rejection, @Nullable Instant unconfirmedSince) {
    /**
     * How long a broker may take to confirm an event. A broker confirms within a second; a grant waits for five where a reload may
     * crash it, and a large file takes its time.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Returns how long the broker has not confirmed what it has to act upon, once that is longer than {@link #PATIENCE}. */
    public Optional<Duration> stalled(Instant now) {
        return Optional.ofNullable(unconfirmedSince)
                .map(since -> Duration.between(since, now))
                .filter(silence -> silence.compareTo(PATIENCE) > 0);
    }
}
