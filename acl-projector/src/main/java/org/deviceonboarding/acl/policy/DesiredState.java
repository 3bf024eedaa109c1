package org.deviceonboarding.acl.policy;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.acl.BrokerPolicies;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The state that one broker has to be in, as far as the log was read.
 *
 * @param reached position of the newest event read
 * @param policies who may reach what, by each strategy
 * @param revoked position of the newest event that a CRL has to know
 * @param pending the changes that no receipt of this broker covers yet, by position
 * @param receipts the receipts of this broker
 * @param expectation whether the log expects receipts of this broker
 * @param cleanup the sessions to end and messages to purge that no receipt of this broker tells of
 * @param enrolment the broker's certificates
 */
public record DesiredState(
        long reached,
        BrokerPolicies policies,
        long revoked,
        PSortedMap<Long, PolicyChange> pending,
        BrokerReceipts receipts,
        ReceiptExpectation expectation,
        CleanupBacklog cleanup,
        BrokerEnrolment enrolment) {

    /** The state before the first event. */
    public static DesiredState of(BrokerId broker, StrategyChoice choice) {
        return new DesiredState(
                -1,
                BrokerPolicies.empty(choice),
                0,
                TreePMap.empty(),
                BrokerReceipts.NONE,
                ReceiptExpectation.UNKNOWN,
                CleanupBacklog.NONE,
                BrokerEnrolment.none(broker));
    }

    /** The fold: the state after one more event; an event already read changes nothing. */
    public DesiredState after(Recorded<? extends OnboardingEvent> recorded) {
        if (recorded.position() <= reached) {
            return this;
        }
        BrokerId broker = enrolment.broker();
        EventEffect effect = EventEffect.of(recorded.event());
        BrokerPolicies next = policies.after(recorded);
        BrokerPolicy policy = next.chosen();
        PSortedMap<Long, PolicyChange> open =
                policy.position() == policies.by(next.strategy()).position()
                        ? pending
                        : pending.plus(policy.position(), new PolicyChange(recorded.at(), effect.lost()));
        if (next.strategy() != policies.strategy()) {
            open = open.headMap(policy.position() + 1); // the others do not change a file of that strategy
        }
        boolean believed = EventFilter.ofEnforcement(recorded)
                .filter(receipt -> !receipt.event().isPossibleAt(receipt.position()))
                .isEmpty();
        BrokerReceipts known = believed ? receipts.after(recorded.event(), broker) : receipts;
        return new DesiredState(
                recorded.position(),
                next,
                effect.onCrl() ? recorded.position() : revoked,
                known.enforced() == null ? open : beyond(open, known.enforced()),
                known,
                expectation.after(recorded, broker),
                believed ? cleanup.after(recorded, policy.access(), broker) : cleanup,
                enrolment.after(recorded.event()));
    }

    /** Who may reach what, by the strategy that is chosen for the broker. */
    public BrokerPolicy policy() {
        return policies.chosen();
    }

    /** The changes that a policy of that position does not yet hold. */
    public PSortedMap<Long, PolicyChange> beyond(long position) {
        return beyond(pending, position);
    }

    private static PSortedMap<Long, PolicyChange> beyond(PSortedMap<Long, PolicyChange> changes, long position) {
        PSortedMap<Long, PolicyChange> rest = changes;
        while (!rest.isEmpty() && rest.firstKey() <= position) {
            rest = rest.minus(rest.firstKey());
        }
        return rest;
    }

    /** The devices that lost access, or one certificate of several, after that position and are on no receipt. */
    public Set<DeviceId> lostAfter(long position) {
        return beyond(position).values().stream()
                .map(PolicyChange::lost)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The state for a broker that is not proven, so that no receipts will come. */
    public DesiredState unproven() {
        return new DesiredState(
                reached, policies, revoked, TreePMap.empty(), receipts, expectation, cleanup.unproven(), enrolment);
    }

    /** Whether the broker can wait: no change takes access away, and the broker is not retired in the log. */
    public boolean canWait() {
        return !expectation.retired() && pending.values().stream().allMatch(change -> change.lost() == null);
    }

    /** Whether the log was read up to that position. */
    public boolean covers(OptionalLong head) {
        return head.isEmpty() || reached >= head.getAsLong();
    }

    /** Whether a broker in the other state lacks something of this one. */
    public boolean asksMoreThan(DesiredState other) {
        return policy().position() != other.policy().position()
                || policies.strategy() != other.policies.strategy()
                || !enrolment.equals(other.enrolment)
                || (expectation.retired() && !expectation.equals(other.expectation));
    }
}
