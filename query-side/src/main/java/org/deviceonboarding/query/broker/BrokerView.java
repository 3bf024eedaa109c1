package org.deviceonboarding.query.broker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.time.Instant;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.log.read.BrokerOnRecord;
import org.jspecify.annotations.Nullable;

/**
 * A broker as the HTTP contract shows it: its newest receipt, with nulls before the first, and what came after.
 *
 * @param lagPositions the number of events that the broker has not confirmed yet
 * @param lagSeconds the age of the oldest such event
 * @param retiredAt when the broker was retired, null if it is in use
 */
public record BrokerView(
        BrokerId brokerId,
        Status status,
        @Nullable Long position,
        long lagPositions,
        long lagSeconds,
        @Nullable AclStrategy strategy,
        @Nullable Sha256 aclSha256,
        @Nullable Sha256 crlSha256,
        @Nullable BigInteger crlNumber,
        @Nullable Integer sessionsEnded,
        @Nullable CanaryReport canary,
        @Nullable Instant causedAt,
        @Nullable Instant enforcedAt,
        @Nullable Long latencyMillis,
        BrokerModel.@Nullable Rejected rejection,
        BrokerModel.@Nullable ServerCertificate certificate,
        @Nullable Instant retiredAt) {

    public enum Status {
        @JsonProperty("enforced")
        ENFORCED,
        /** The broker has not confirmed an event for longer than {@link BrokerOnRecord#PATIENCE}. */
        @JsonProperty("stalled")
        STALLED,
        @JsonProperty("rejected")
        REJECTED,
        @JsonProperty("unproven")
        UNPROVEN,
        @JsonProperty("retired")
        RETIRED;

        static Status of(BrokerModel broker, BrokerLag lag, Instant now) {
            if (broker.retired()) {
                return RETIRED;
            }
            if (broker.rejected() != null) {
                return REJECTED;
            }
            if (broker.enforced() == null || broker.proofDisabled()) {
                return UNPROVEN;
            }
            return lag.seconds(now) > BrokerOnRecord.PATIENCE.toSeconds() ? STALLED : ENFORCED;
        }
    }

    static BrokerView of(BrokerModel broker, BrokerLag lag, Instant now) {
        Status status = Status.of(broker, lag, now);
        BrokerModel.Enforced enforced = broker.enforced();
        return enforced == null
                ? new BrokerView(
                        broker.id(),
                        status,
                        null,
                        lag.positions(),
                        lag.seconds(now),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        broker.rejected(),
                        broker.certificate(),
                        broker.retiredAt())
                : new BrokerView(
                        broker.id(),
                        status,
                        enforced.position(),
                        lag.positions(),
                        lag.seconds(now),
                        enforced.strategy(),
                        enforced.aclSha256(),
                        enforced.crlSha256(),
                        enforced.crlNumber(),
                        enforced.sessionsEnded(),
                        enforced.canary(),
                        enforced.causedAt(),
                        enforced.at(),
                        enforced.latencyMillis(),
                        broker.rejected(),
                        broker.certificate(),
                        broker.retiredAt());
    }
}
