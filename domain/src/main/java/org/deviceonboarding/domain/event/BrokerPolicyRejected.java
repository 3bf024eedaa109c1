package org.deviceonboarding.domain.event;

import java.math.BigInteger;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A release failed: this broker does not enforce it. It is tried again; only the first of equal failures in a row is
 * an event.
 *
 * @param position of the policy in the log
 * @param aclSha256 of the file that was meant, null if it did not get as far as a file
 * @param crlNumber likewise
 * @param reason for people
 * @param canary what the canaries saw, null if nobody could ask them
 * @param restored position of the last good policy, if its files were put back
 */
@Revision("1")
public record BrokerPolicyRejected(
        BrokerId brokerId,
        long position,
        @Nullable Sha256 aclSha256,
        @Nullable BigInteger crlNumber,
        String reason,
        @Nullable CanaryReport canary,
        @Nullable Long restored)
        implements BrokerReceipt {}
