package org.deviceonboarding.command.enforcement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;

/**
 * Whether one broker enforces a change yet.
 *
 * @param since when the broker was first seen to enforce the change, null until it was seen to
 * @param receiptPosition place in the log of the receipt that says so, or null
 * @param afterMillis from the change to that receipt, or null
 */
public record BrokerEnforcement(
        BrokerId brokerId,
        State state,
        @Nullable Instant since,
        @Nullable Long receiptPosition,
        @Nullable Long afterMillis) {
    public enum State {
        /** The broker was seen to enforce the change, and sessions that had to end have ended. */
        @JsonProperty("enforced")
        ENFORCED,
        /** The broker was not seen to enforce the change yet. */
        @JsonProperty("pending")
        PENDING,
        /** Nobody asks this broker what it enforces: there will be no receipt. */
        @JsonProperty("unproven")
        UNPROVEN
    }

    boolean pending() {
        return state == State.PENDING;
    }
}
