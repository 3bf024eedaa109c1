package org.deviceonboarding.acl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The desired state")
class DesiredStateTest {
    @Test
    void isWhereTheLogWasReadTo() {
        DesiredState desired = TestLog.desired(TestLog.registered(1), TestLog.issued(1, 1), TestLog.registered(2));

        assertThat(desired.reached()).isEqualTo(3);
        assertThat(desired.policy().position()).isEqualTo(2);
        assertThat(desired.revoked()).isZero();
    }

    @Test
    void knowsWhichRevocationTheCrlMustCoverThoughTheDeviceKeepsItsTopics() {
        DesiredState before = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(1, 2));
        DesiredState after = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(1, 2), TestLog.revoked(1, 1));

        assertThat(after.revoked()).isEqualTo(3);
        assertThat(after.policy().position()).isEqualTo(3);
        assertThat(after.asksMoreThan(before)).isTrue();
    }

    @Test
    void wantsACrlThatKnowsWhatIsOnHoldAndWhatNoLongerIs() {
        assertThat(TestLog.desired(TestLog.issued(1, 1), TestLog.suspended(1, 1)))
                .satisfies(desired -> assertThat(desired.revoked()).isEqualTo(2))
                .satisfies(desired -> assertThat(desired.policy().position()).isEqualTo(2));
        assertThat(TestLog.desired(TestLog.issued(1, 1), TestLog.suspended(1, 1), TestLog.resumed(1, 1)))
                .satisfies(desired -> assertThat(desired.revoked()).isEqualTo(3))
                .satisfies(desired -> assertThat(desired.policy().position()).isEqualTo(3));
    }

    @Test
    void knowsWhoseSessionsHaveToEnd() {
        DesiredState desired = TestLog.desired(
                TestLog.issued(1, 1),
                TestLog.issued(2, 2),
                TestLog.issued(3, 3),
                TestLog.revoked(1, 1),
                TestLog.suspended(2, 2),
                new DeviceDecommissioned(TestLog.device(3), null));

        assertThat(desired.pending().values())
                .extracting(PolicyChange::lost)
                .containsExactly(null, null, null, TestLog.device(1), TestLog.device(2), TestLog.device(3));
    }

    @Test
    void isUrgentOnceItTakesAccessAway() {
        assertThat(TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2)).canWait())
                .isTrue();
        assertThat(TestLog.desired(TestLog.issued(1, 1), TestLog.suspended(1, 1))
                        .canWait())
                .isFalse();
    }

    @Test
    void isUrgentAsLongAsTheLogTakesTheBrokerForGone() {
        DesiredState retired = TestLog.desired(TestLog.issued(1, 1), new BrokerRetired(TestLog.BROKER, null));

        assertThat(retired.canWait()).isFalse();
        assertThat(retired.after(new Recorded<>(3, TestLog.AT, TestLog.enforced("mosquitto", 1)))
                        .canWait())
                .isTrue();
        assertThat(TestLog.desired(TestLog.issued(1, 1), new BrokerRetired(new BrokerId("elsewhere"), null))
                        .canWait())
                .isTrue();
    }

    @Test
    void forgetsWhatAReceiptOfThisBrokerCovers() {
        OnboardingEvent[] log = {
            TestLog.issued(1, 1), TestLog.issued(2, 2), TestLog.revoked(1, 1), TestLog.revoked(2, 2),
        };

        assertThat(TestLog.desired(log)
                        .after(new Recorded<>(5, TestLog.AT, TestLog.enforced("mosquitto", 3)))
                        .pending())
                .containsOnlyKeys(4L);
        assertThat(TestLog.desired(log)
                        .after(new Recorded<>(5, TestLog.AT, TestLog.enforced("elsewhere", 4)))
                        .pending())
                .containsOnlyKeys(1L, 2L, 3L, 4L);
    }

    /** A broker may still enforce what a failover took from the log. */
    @Test
    void doesNotBelieveAReceiptForAPolicyThatIsNotBeforeIt() {
        DesiredState desired = TestLog.desired(TestLog.issued(1, 1), TestLog.revoked(1, 1));

        for (long policy : new long[] {3, 9}) {
            assertThat(desired.after(new Recorded<>(3, TestLog.AT, TestLog.enforced("mosquitto", policy))))
                    .satisfies(after -> assertThat(after.pending()).containsOnlyKeys(1L, 2L))
                    .satisfies(after -> assertThat(after.receipts()).isEqualTo(BrokerReceipts.NONE));
        }
    }

    @Test
    void takesAnOutcastOnlyOnceItIsRevoked() {
        OnboardingEvent[] canaries = TestLog.canaries();

        assertThat(TestLog.desired(List.of(canaries).subList(0, 4).toArray(OnboardingEvent[]::new))
                        .enrolment()
                        .outcast())
                .isNull();
        assertThat(TestLog.desired(canaries).enrolment().outcast()).isEqualTo("pem");
    }

    @Test
    void letsNothingPileUpForABrokerThatNobodyAsks() {
        DesiredState desired =
                TestLog.desired(TestLog.issued(1, 1), TestLog.revoked(1, 1)).unproven();

        assertThat(desired.pending()).isEmpty();
        assertThat(desired.policy().position()).isEqualTo(2);
    }

    @Test
    void shrugsAtAnEventReadBefore() {
        DesiredState desired = TestLog.desired(TestLog.issued(1, 1), TestLog.revoked(1, 1));

        assertThat(desired.after(new Recorded<>(1, TestLog.AT, TestLog.issued(1, 1))))
                .isSameAs(desired);
    }

    @Test
    void asksNothingNewOfABrokerWhenADeviceIsOnlyDescribed() {
        assertThat(TestLog.desired(TestLog.issued(1, 1), TestLog.registered(2))
                        .asksMoreThan(TestLog.desired(TestLog.issued(1, 1))))
                .isFalse();
        assertThat(TestLog.desired(TestLog.issued(1, 1)).asksMoreThan(TestLog.desired()))
                .isTrue();
    }

    @Test
    void coversAHeadOnlyOnceThatEventWasRead() {
        DesiredState desired = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2));

        assertThat(desired.covers(OptionalLong.of(2))).isTrue();
        assertThat(desired.covers(OptionalLong.of(3))).isFalse();
        assertThat(TestLog.desired().covers(OptionalLong.empty())).isTrue();
        assertThat(TestLog.desired().covers(OptionalLong.of(1))).isFalse();
    }
}
