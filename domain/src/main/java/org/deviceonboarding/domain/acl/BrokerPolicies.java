package org.deviceonboarding.domain.acl;

import org.deviceonboarding.domain.access.AccessPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;

/**
 * One broker's policy, by each strategy, and the strategy that is chosen for the broker. The policy of each strategy is the one that its
 * own fold gives, so a file of the past follows from the log and the strategy in the broker's receipt.
 *
 * @param choice how the strategy is chosen
 * @param strategy the chosen one
 * @param explicit has the same {@link BrokerPolicy#access} as the other
 * @param changes how many events changed a file since the sizes of both were compared
 */
public record BrokerPolicies(
        StrategyChoice choice, AclStrategy strategy, BrokerPolicy explicit, BrokerPolicy pattern, int changes) {
    // The sizes cost a look at every device, so they are compared after a sixteenth of the fleet has changed.
    private static final int FEW = 32;
    private static final int PART = 16;

    /** The policies before the first event. */
    public static BrokerPolicies empty(StrategyChoice choice) {
        return new BrokerPolicies(
                choice,
                choice.first(),
                BrokerPolicy.empty(AclStrategy.EXPLICIT),
                BrokerPolicy.empty(AclStrategy.PATTERN),
                0);
    }

    /** The fold: the policies after one more event. */
    public BrokerPolicies after(Recorded<? extends OnboardingEvent> recorded) {
        AccessPolicy access = explicit.access().after(recorded.event());
        BrokerPolicy nextExplicit = explicit.after(recorded, access);
        BrokerPolicy nextPattern = pattern.after(recorded, access);
        boolean changed =
                nextExplicit.position() != explicit.position() || nextPattern.position() != pattern.position();
        return new BrokerPolicies(choice, strategy, nextExplicit, nextPattern, changed ? changes + 1 : changes)
                .compared();
    }

    /** The policy that the broker is to enforce. */
    public BrokerPolicy chosen() {
        return by(strategy);
    }

    /** The policy by a strategy, chosen or not. */
    public BrokerPolicy by(AclStrategy other) {
        return switch (other) {
            case EXPLICIT -> explicit;
            case PATTERN -> pattern;
        };
    }

    /** The position of the newest event that changes the file of either strategy. A file of a later one is not of this log. */
    public long newest() {
        return Math.max(explicit.position(), pattern.position());
    }

    private BrokerPolicies compared() {
        if (changes < Math.max(FEW, explicit.access().devices().size() / PART)) {
            return this;
        }
        return new BrokerPolicies(choice, choice.next(strategy, AclSizes.of(explicit, pattern)), explicit, pattern, 0);
    }
}
