package org.deviceonboarding.acl.policy;

import java.util.Optional;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerReceipt;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of one broker.
 *
 * @param newest the newest receipt, or null if there is none
 * @param enforced position of the policy in the newest receipt of an enforcement, or null if there is none
 */
public record BrokerReceipts(
        @Nullable BrokerReceipt newest, @Nullable Long enforced) {
    public static final BrokerReceipts NONE = new BrokerReceipts(null, null);

    /** The fold: the receipts after one more event of the log. */
    BrokerReceipts after(OnboardingEvent event, BrokerId broker) {
        return switch (event) {
            case BrokerReceipt e -> e.brokerId().equals(broker) ? and(e) : this;
            case BrokerKeysPresented _,
                    BrokerCertificateIssued _,
                    BrokerProofDisabled _,
                    BrokerRetired _,
                    DeviceEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> this;
        };
    }

    /** The receipts with one more of the same broker. */
    public BrokerReceipts and(BrokerReceipt receipt) {
        return switch (receipt) {
            case BrokerPolicyEnforced e -> new BrokerReceipts(e, e.position());
            case BrokerPolicyRejected e -> new BrokerReceipts(e, enforced);
        };
    }

    /** Whether the newest receipt says that this ACL, of that position, is in force. */
    public boolean cover(long position, Sha256 acl) {
        return switch (newest) {
            case null -> false;
            case BrokerPolicyEnforced e ->
                e.position() == position && e.aclSha256().equals(acl);
            case BrokerPolicyRejected _ -> false;
        };
    }

    /** Returns the newest receipt again, without counts and times; empty if it is a rejection, or there is none. */
    public Optional<BrokerPolicyEnforced> repeated() {
        return switch (newest) {
            case null -> Optional.empty();
            case BrokerPolicyEnforced e ->
                Optional.of(new BrokerPolicyEnforced(
                        e.brokerId(),
                        e.position(),
                        e.strategy(),
                        e.aclSha256(),
                        e.crlSha256(),
                        e.crlNumber(),
                        0,
                        e.canary(),
                        null,
                        null,
                        e.expiredThrough(),
                        e.purgedThrough()));
            case BrokerPolicyRejected _ -> Optional.empty();
        };
    }

    /** Whether the newest receipt says that the policy of that position was rejected for that reason. */
    public boolean reject(long position, String reason) {
        return switch (newest) {
            case null -> false;
            case BrokerPolicyEnforced _ -> false;
            case BrokerPolicyRejected e ->
                e.position() == position && e.reason().equals(reason);
        };
    }
}
