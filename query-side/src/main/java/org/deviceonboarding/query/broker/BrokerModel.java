package org.deviceonboarding.query.broker;

import java.math.BigInteger;
import java.time.Instant;
import org.deviceonboarding.messages.broker.AclStrategy;
import org.deviceonboarding.messages.broker.BrokerId;
import org.deviceonboarding.messages.broker.CanaryReport;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.event.BrokerCertificateIssued;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BrokerKeysPresented;
import org.deviceonboarding.messages.event.BrokerPolicyEnforced;
import org.deviceonboarding.messages.event.BrokerPolicyRejected;
import org.deviceonboarding.messages.event.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one broker.
 *
 * @param enforced its newest receipt, null if it never gave one
 * @param rejected what it refused since, and did not come to enforce yet
 * @param certificate its newest one
 * @param position of the broker's newest event
 */
public record BrokerModel(
        BrokerId id,
        @Nullable Enforced enforced,
        @Nullable Rejected rejected,
        @Nullable ServerCertificate certificate,
        long position) {

    /** A receipt; see {@link BrokerPolicyEnforced}. */
    public record Enforced(
            long position,
            AclStrategy strategy,
            Sha256 aclSha256,
            Sha256 crlSha256,
            BigInteger crlNumber,
            int sessionsEnded,
            CanaryReport canary,
            @Nullable Instant causedAt,
            Instant at,
            @Nullable Long latencyMillis) {}

    /** A policy that did not come into force; see {@link BrokerPolicyRejected}. */
    public record Rejected(
            long position,
            String reason,
            Instant at,
            @Nullable Long restored,
            @Nullable CanaryReport canary) {}

    public record ServerCertificate(SerialNumber serial, Instant expiresAt) {}

    /** The fold: the model after one more event. */
    static BrokerModel after(@Nullable BrokerModel before, Recorded<? extends BrokerEvent> recorded) {
        BrokerId id = recorded.event().brokerId();
        BrokerModel so = before == null ? new BrokerModel(id, null, null, null, 0) : before;
        return switch (recorded.event()) {
            case BrokerKeysPresented _ ->
                new BrokerModel(id, so.enforced, so.rejected, so.certificate, recorded.position());
            case BrokerCertificateIssued e ->
                new BrokerModel(
                        id,
                        so.enforced,
                        so.rejected,
                        new ServerCertificate(e.serial(), e.notAfter()),
                        recorded.position());
            case BrokerPolicyEnforced e ->
                new BrokerModel(
                        id,
                        enforced(e, recorded.at()),
                        so.rejectedBeyond(e.position()),
                        so.certificate,
                        recorded.position());
            case BrokerPolicyRejected e ->
                new BrokerModel(
                        id,
                        so.enforced,
                        new Rejected(e.position(), e.reason(), recorded.at(), e.restored(), e.canary()),
                        so.certificate,
                        recorded.position());
        };
    }

    private static Enforced enforced(BrokerPolicyEnforced event, Instant at) {
        return new Enforced(
                event.position(),
                event.strategy(),
                event.aclSha256(),
                event.crlSha256(),
                event.crlNumber(),
                event.sessionsEnded(),
                event.canary(),
                event.causedAt(),
                at,
                event.latencyMillis());
    }

    // The last good policy put back is no answer to what was refused.
    private @Nullable Rejected rejectedBeyond(long position) {
        return rejected != null && rejected.position() > position ? rejected : null;
    }
}
