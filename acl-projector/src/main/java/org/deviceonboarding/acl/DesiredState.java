package org.deviceonboarding.acl;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What the log asks of one broker, as far as it was read.
 *
 * @param reached position of the newest event read
 * @param policy who may reach what
 * @param revoked position of the newest event that a CRL has to know
 * @param pending what no receipt of this broker covers yet, by position
 * @param receipt the newest of this broker, null if there is none
 * @param enforced position of the newest that says a policy is in force, null if there is none
 * @param standing whether the log expects receipts of this broker
 * @param cleanup what is to be done besides, and no receipt of this broker tells of
 * @param enrolment the broker's certificates
 */
record DesiredState(
        long reached,
        BrokerPolicy policy,
        long revoked,
        PSortedMap<Long, PolicyChange> pending,
        @Nullable BrokerEvent receipt,
        @Nullable Long enforced,
        ReceiptExpectation standing,
        CleanupBacklog cleanup,
        BrokerEnrolment enrolment) {

    /** Before the first event. */
    static DesiredState of(BrokerId broker, AclStrategy strategy) {
        return new DesiredState(
                -1,
                BrokerPolicy.empty(strategy),
                0,
                TreePMap.empty(),
                null,
                null,
                ReceiptExpectation.UNKNOWN,
                CleanupBacklog.NONE,
                BrokerEnrolment.none(broker));
    }

    /** The fold: the demand after one more event; an event already read changes nothing. */
    DesiredState after(Recorded<? extends OnboardingEvent> recorded) {
        if (recorded.position() <= reached) {
            return this;
        }
        OnboardingEvent event = recorded.event();
        BrokerPolicy next = policy.after(recorded);
        BrokerEvent said = event instanceof BrokerEvent e && isReceipt(e) ? e : receipt;
        return new DesiredState(
                recorded.position(),
                next,
                concernsCrl(event) ? recorded.position() : revoked,
                event instanceof BrokerPolicyEnforced e && isReceipt(e)
                        ? beyond(e.position())
                        : next.position() == policy.position()
                                ? pending
                                : pending.plus(next.position(), change(recorded)),
                said,
                said instanceof BrokerPolicyEnforced e ? Long.valueOf(e.position()) : enforced,
                standing.after(recorded, enrolment.broker()),
                event instanceof BrokerPolicyEnforced e && isReceipt(e)
                        ? cleanup.covered(e)
                        : cleanup.after(recorded, next.access()),
                enrolment.after(event));
    }

    private static boolean concernsCrl(OnboardingEvent event) {
        return event instanceof CertificateRevoked
                || event instanceof DeviceSuspended
                || event instanceof DeviceResumed;
    }

    private static PolicyChange change(Recorded<? extends OnboardingEvent> recorded) {
        return switch (recorded.event()) {
            case CertificateRevoked e -> new PolicyChange(recorded.at(), e.deviceId());
            case DeviceSuspended e -> new PolicyChange(recorded.at(), e.deviceId());
            case DeviceDecommissioned e -> new PolicyChange(recorded.at(), e.deviceId());
            default -> new PolicyChange(recorded.at(), null);
        };
    }

    private boolean isReceipt(BrokerEvent event) {
        return event.brokerId().equals(enrolment.broker())
                && (event instanceof BrokerPolicyEnforced || event instanceof BrokerPolicyRejected);
    }

    /** The changes that a policy of that position does not yet hold. */
    PSortedMap<Long, PolicyChange> beyond(long position) {
        PSortedMap<Long, PolicyChange> rest = pending;
        while (!rest.isEmpty() && rest.firstKey() <= position) {
            rest = rest.minus(rest.firstKey());
        }
        return rest;
    }

    /** Who lost access, or one certificate of several, after that position, and is on no receipt. */
    Set<DeviceId> lostAfter(long position) {
        return beyond(position).values().stream()
                .map(PolicyChange::lost)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** For a broker that nobody asks what it enforces: its receipts will never come. */
    DesiredState unproven() {
        return new DesiredState(
                reached, policy, revoked, TreePMap.empty(), receipt, enforced, standing, cleanup.unproven(), enrolment);
    }

    /** Whether nothing that waits for a receipt takes access away. */
    boolean grantsOnly() {
        return pending.values().stream().allMatch(change -> change.lost() == null);
    }

    /** Whether the log was read up to there. */
    boolean covers(OptionalLong head) {
        return head.isEmpty() || reached >= head.getAsLong();
    }

    /** Whether a broker that has what the other asks for lacks something of this one. */
    boolean asksMoreThan(DesiredState other) {
        return policy.position() != other.policy.position()
                || !enrolment.equals(other.enrolment)
                || (standing.retired() && !standing.equals(other.standing));
    }
}
