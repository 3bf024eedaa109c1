package org.deviceonboarding.query.broker;

import java.math.BigInteger;
import java.time.Instant;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * The read model of one broker.
 *
 * @param enforced the newest receipt, null before the first
 * @param rejected the newest policy that the broker rejected and does not enforce yet
 * @param certificate the broker's newest certificate
 * @param proofDisabled whether the process beside the broker does not prove its policy, and sent no receipt since it said so
 * @param retiredAt when the broker was retired, null if it was not or has appended an event since
 * @param position the position of the broker's newest event
 */
public record BrokerModel(
        BrokerId id,
        @Nullable Enforced enforced,
        @Nullable Rejected rejected,
        @Nullable ServerCertificate certificate,
        boolean proofDisabled,
        @Nullable Instant retiredAt,
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
        BrokerModel so = before == null ? new BrokerModel(id, null, null, null, false, null, 0) : before;
        BrokerModel next = so.at(recorded.position());
        return switch (recorded.event()) {
            case BrokerKeysPresented _ -> next.alive();
            case BrokerCertificateIssued e -> next.with(new ServerCertificate(e.serial(), e.notAfter()));
            case BrokerPolicyEnforced e when !e.isPossibleAt(recorded.position()) -> next.alive();
            case BrokerPolicyEnforced e ->
                next.alive().with(enforced(e, recorded.at()), so.rejectedBeyond(e.position()), false);
            case BrokerPolicyRejected e ->
                next.alive()
                        .with(
                                so.enforced,
                                new Rejected(e.position(), e.reason(), recorded.at(), e.restored(), e.canary()),
                                so.proofDisabled);
            case BrokerProofDisabled _ -> next.alive().with(so.enforced, so.rejected, true);
            case BrokerRetired _ ->
                new BrokerModel(
                        id,
                        so.enforced,
                        so.rejected,
                        so.certificate,
                        so.proofDisabled,
                        recorded.at(),
                        recorded.position());
        };
    }

    /** Whether the broker is retired. */
    boolean retired() {
        return retiredAt != null;
    }

    private BrokerModel at(long newest) {
        return new BrokerModel(id, enforced, rejected, certificate, proofDisabled, retiredAt, newest);
    }

    private BrokerModel alive() {
        return new BrokerModel(id, enforced, rejected, certificate, proofDisabled, null, position);
    }

    private BrokerModel with(ServerCertificate newest) {
        return new BrokerModel(id, enforced, rejected, newest, proofDisabled, retiredAt, position);
    }

    private BrokerModel with(@Nullable Enforced receipt, @Nullable Rejected refusal, boolean withoutProof) {
        return new BrokerModel(id, receipt, refusal, certificate, withoutProof, retiredAt, position);
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
