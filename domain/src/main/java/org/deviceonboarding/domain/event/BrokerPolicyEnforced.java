package org.deviceonboarding.domain.event;

import java.math.BigInteger;
import java.time.Instant;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A receipt: this broker enforces the policy of that log position, and the sessions of devices that had lost access
 * were ended.
 *
 * @param position of the policy in the log, as the ACL file names it
 * @param aclSha256 of the file's bytes
 * @param crlSha256 of the file's bytes
 * @param crlNumber RFC 5280 section 5.2.3
 * @param sessionsEnded live connections that the broker said it closed
 * @param canary what the canaries saw
 * @param causedAt time of the oldest event that this release brought into force; null if it brought none, or if it
 *     is the broker's first receipt
 * @param latencyMillis from there to the end of the last session
 * @param expiredThrough the sessions of devices whose certificates are over were ended, for each {@link CertificateExpired}
 *     up to that position; null in revision 1, which did not end them
 * @param purgedThrough the messages of devices that lost access were purged where that was asked for, for each loss up to that
 *     position, and the broker was seen to keep none; null in revision 1, which did not purge
 */
@Revision("2")
public record BrokerPolicyEnforced(
        BrokerId brokerId,
        long position,
        AclStrategy strategy,
        Sha256 aclSha256,
        Sha256 crlSha256,
        BigInteger crlNumber,
        int sessionsEnded,
        CanaryReport canary,
        @Nullable Instant causedAt,
        @Nullable Long latencyMillis,
        @Nullable Long expiredThrough,
        @Nullable Long purgedThrough)
        implements BrokerReceipt {

    /**
     * Whether it can be a receipt for this log, where it is at that position: the policy is of an event before. The policy of a
     * log that lost its end may not be (docs/adr/0050).
     */
    public boolean isPossibleAt(long ownPosition) {
        return position < ownPosition;
    }

    /** As revision 1 had it. */
    public BrokerPolicyEnforced(
            BrokerId brokerId,
            long position,
            AclStrategy strategy,
            Sha256 aclSha256,
            Sha256 crlSha256,
            BigInteger crlNumber,
            int sessionsEnded,
            CanaryReport canary,
            @Nullable Instant causedAt,
            @Nullable Long latencyMillis) {
        this(
                brokerId,
                position,
                strategy,
                aclSha256,
                crlSha256,
                crlNumber,
                sessionsEnded,
                canary,
                causedAt,
                latencyMillis,
                null,
                null);
    }
}
