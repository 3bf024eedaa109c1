package org.deviceonboarding.domain.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deviceonboarding.domain.broker.AclStrategy.EXPLICIT;
import static org.deviceonboarding.domain.broker.AclStrategy.PATTERN;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The choice of a strategy")
class StrategyChoiceTest {
    private static final StrategyChoice.BySize BY_SIZE = new StrategyChoice.BySize(100);

    @Test
    void takesPatternsForALargeFleet() {
        assertThat(BY_SIZE.first()).isEqualTo(EXPLICIT);
        assertThat(BY_SIZE.next(EXPLICIT, new AclSizes(100, 0))).isEqualTo(EXPLICIT);
        assertThat(BY_SIZE.next(EXPLICIT, new AclSizes(101, 0))).isEqualTo(PATTERN);
    }

    @Test
    void keepsPatternsUntilTheFleetIsHalfAsLarge() {
        assertThat(BY_SIZE.next(PATTERN, new AclSizes(51, 0))).isEqualTo(PATTERN);
        assertThat(BY_SIZE.next(PATTERN, new AclSizes(50, 0))).isEqualTo(EXPLICIT);
    }

    @Test
    void takesNoPatternsThatSaveNothing() {
        assertThat(BY_SIZE.next(EXPLICIT, new AclSizes(1000, 501))).isEqualTo(EXPLICIT);
        assertThat(BY_SIZE.next(EXPLICIT, new AclSizes(1000, 500))).isEqualTo(PATTERN);
        assertThat(BY_SIZE.next(PATTERN, new AclSizes(1000, 1000))).isEqualTo(PATTERN);
        assertThat(BY_SIZE.next(PATTERN, new AclSizes(1000, 1001))).isEqualTo(EXPLICIT);
    }

    @Test
    void staysWhereItIsIfSomebodySaysSo() {
        StrategyChoice explicit = new StrategyChoice.Fixed(EXPLICIT);

        assertThat(explicit.first()).isEqualTo(EXPLICIT);
        assertThat(explicit.next(EXPLICIT, new AclSizes(1_000_000, 0))).isEqualTo(EXPLICIT);
    }

    @Test
    void followsAFleetUpAndDownAgain() {
        BrokerPolicies policies = BrokerPolicies.empty(BY_SIZE);
        int switches = 0;
        long position = 0;
        for (int n = 1; n <= 500; n++) {
            AclStrategy before = policies.strategy();
            policies = policies.after(at(++position, Histories.registered(device(n), "pump")))
                    .after(at(++position, Histories.issued(device(n), n)));
            switches += before == policies.strategy() ? 0 : 1;
        }
        assertThat(policies.strategy()).isEqualTo(PATTERN);
        assertThat(AclFile.of(policies.chosen()).blocks()).isEmpty();

        for (int n = 1; n <= 460; n++) {
            AclStrategy before = policies.strategy();
            policies = policies.after(at(++position, Histories.decommissioned(device(n))));
            switches += before == policies.strategy() ? 0 : 1;
        }
        assertThat(policies.strategy()).isEqualTo(EXPLICIT);
        assertThat(AclFile.of(policies.chosen()).blocks()).hasSize(40);
        assertThat(switches).isEqualTo(2);
    }

    @Test
    void doesNotComeAndGoWithAFewDevices() {
        BrokerPolicies policies = BrokerPolicies.empty(BY_SIZE);
        long position = 0;
        for (int n = 1; n <= 200; n++) {
            policies = policies.after(at(++position, Histories.registered(device(n), "pump")))
                    .after(at(++position, Histories.issued(device(n), n)));
        }
        for (int n = 1; n <= 200; n++) {
            int device = 1 + n % 120;
            policies = policies.after(at(++position, Histories.suspended(device(device))));
            assertThat(policies.strategy()).isEqualTo(PATTERN);
            policies = policies.after(at(++position, Histories.resumed(device(device))));
        }
    }

    @Property(tries = 300)
    void bothPoliciesAreThoseOfTheirOwnFolds(@ForAll("logs") List<Recorded<OnboardingEvent>> log) {
        BrokerPolicies policies = BrokerPolicies.empty(new StrategyChoice.BySize(2));
        for (Recorded<OnboardingEvent> recorded : log) {
            policies = policies.after(recorded);
        }

        assertThat(text(policies.explicit())).isEqualTo(text(Histories.fold(EXPLICIT, log)));
        assertThat(text(policies.pattern())).isEqualTo(text(Histories.fold(PATTERN, log)));
        assertThat(policies.newest())
                .isEqualTo(Math.max(
                        Histories.fold(EXPLICIT, log).position(),
                        Histories.fold(PATTERN, log).position()));
    }

    @Property(tries = 300)
    void whatIsKeptOfExceptionsLeavesNobodyOut(@ForAll("logs") List<Recorded<OnboardingEvent>> log) {
        for (AclStrategy strategy : AclStrategy.values()) {
            BrokerPolicy folded = Histories.fold(strategy, log);
            BrokerPolicy searched = BrokerPolicy.of(
                    strategy, folded.access(), folded.position(), folded.at(), folded.types(), folded.common());

            assertThat(text(folded)).isEqualTo(text(searched));
            assertThat(folded.access().devices().values())
                    .filteredOn(folded::names)
                    .extracting(device -> folded.lines(device).isEmpty())
                    .doesNotContain(true);
        }
    }

    @Provide
    Arbitrary<List<Recorded<OnboardingEvent>>> logs() {
        return Histories.logs();
    }

    private static String text(BrokerPolicy policy) {
        return AclFile.of(policy).render();
    }

    private static DeviceId device(int n) {
        return Histories.device(n);
    }

    private static Recorded<OnboardingEvent> at(long position, OnboardingEvent event) {
        return new Recorded<>(position, Histories.AT, event);
    }
}
