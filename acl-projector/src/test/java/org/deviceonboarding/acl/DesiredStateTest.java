package org.deviceonboarding.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demand")
class DesiredStateTest {
    @Test
    void isWhereTheLogWasReadTo() {
        DesiredState demand = TestLog.demand(TestLog.registered(1), TestLog.issued(1, 1), TestLog.registered(2));

        assertThat(demand.reached()).isEqualTo(3);
        assertThat(demand.policy().position()).isEqualTo(2);
        assertThat(demand.revoked()).isZero();
    }

    @Test
    void knowsWhichRevocationTheCrlMustCoverThoughTheDeviceKeepsItsTopics() {
        DesiredState before = TestLog.demand(TestLog.issued(1, 1), TestLog.issued(1, 2));
        DesiredState after = TestLog.demand(TestLog.issued(1, 1), TestLog.issued(1, 2), TestLog.revoked(1, 1));

        assertThat(after.revoked()).isEqualTo(3);
        assertThat(after.policy().position()).isEqualTo(3);
        assertThat(after.asksMoreThan(before)).isTrue();
    }

    @Test
    void wantsACrlThatKnowsWhatIsOnHoldAndWhatNoLongerIs() {
        assertThat(TestLog.demand(TestLog.issued(1, 1), TestLog.suspended(1, 1)))
                .satisfies(demand -> assertThat(demand.revoked()).isEqualTo(2))
                .satisfies(demand -> assertThat(demand.policy().position()).isEqualTo(2));
        assertThat(TestLog.demand(TestLog.issued(1, 1), TestLog.suspended(1, 1), TestLog.resumed(1, 1)))
                .satisfies(demand -> assertThat(demand.revoked()).isEqualTo(3))
                .satisfies(demand -> assertThat(demand.policy().position()).isEqualTo(3));
    }

    @Test
    void knowsWhoseSessionsHaveToEnd() {
        DesiredState demand = TestLog.demand(
                TestLog.issued(1, 1),
                TestLog.issued(2, 2),
                TestLog.issued(3, 3),
                TestLog.revoked(1, 1),
                TestLog.suspended(2, 2),
                new DeviceDecommissioned(TestLog.device(3), null));

        assertThat(demand.pending().values())
                .extracting(PolicyChange::lost)
                .containsExactly(null, null, null, TestLog.device(1), TestLog.device(2), TestLog.device(3));
    }

    @Test
    void isUrgentOnceItTakesAccessAway() {
        assertThat(TestLog.demand(TestLog.issued(1, 1), TestLog.issued(2, 2)).grantsOnly()).isTrue();
        assertThat(TestLog.demand(TestLog.issued(1, 1), TestLog.suspended(1, 1)).grantsOnly())
                .isFalse();
    }

    @Test
    void forgetsWhatAReceiptOfThisBrokerCovers() {
        OnboardingEvent[] log = {
            TestLog.issued(1, 1), TestLog.issued(2, 2), TestLog.revoked(1, 1), TestLog.revoked(2, 2),
        };

        assertThat(TestLog.demand(log)
                        .after(new Recorded<>(5, TestLog.AT, TestLog.enforced("mosquitto", 3)))
                        .pending())
                .containsOnlyKeys(4L);
        assertThat(TestLog.demand(log)
                        .after(new Recorded<>(5, TestLog.AT, TestLog.enforced("elsewhere", 4)))
                        .pending())
                .containsOnlyKeys(1L, 2L, 3L, 4L);
    }

    @Test
    void takesAnOutcastOnlyOnceItIsRevoked() {
        OnboardingEvent[] canaries = TestLog.canaries();

        assertThat(TestLog.demand(List.of(canaries).subList(0, 4).toArray(OnboardingEvent[]::new))
                        .enrolment()
                        .outcast())
                .isNull();
        assertThat(TestLog.demand(canaries).enrolment().outcast()).isEqualTo("pem");
    }

    @Test
    void letsNothingPileUpForABrokerThatNobodyAsks() {
        DesiredState demand = TestLog.demand(TestLog.issued(1, 1), TestLog.revoked(1, 1)).unproven();

        assertThat(demand.pending()).isEmpty();
        assertThat(demand.policy().position()).isEqualTo(2);
    }

    @Test
    void shrugsAtAnEventReadBefore() {
        DesiredState demand = TestLog.demand(TestLog.issued(1, 1), TestLog.revoked(1, 1));

        assertThat(demand.after(new Recorded<>(1, TestLog.AT, TestLog.issued(1, 1)))).isSameAs(demand);
    }

    @Test
    void asksNothingNewOfABrokerWhenADeviceIsOnlyDescribed() {
        assertThat(TestLog.demand(TestLog.issued(1, 1), TestLog.registered(2)).asksMoreThan(TestLog.demand(TestLog.issued(1, 1))))
                .isFalse();
        assertThat(TestLog.demand(TestLog.issued(1, 1)).asksMoreThan(TestLog.demand())).isTrue();
    }

    @Test
    void coversAHeadOnlyOnceThatEventWasRead() {
        DesiredState demand = TestLog.demand(TestLog.issued(1, 1), TestLog.issued(2, 2));

        assertThat(demand.covers(OptionalLong.of(2))).isTrue();
        assertThat(demand.covers(OptionalLong.of(3))).isFalse();
        assertThat(TestLog.demand().covers(OptionalLong.empty())).isTrue();
        assertThat(TestLog.demand().covers(OptionalLong.of(1))).isFalse();
    }
}
