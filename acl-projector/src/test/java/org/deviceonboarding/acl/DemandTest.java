package org.deviceonboarding.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demand")
class DemandTest {
    @Test
    void isWhereTheLogWasReadTo() {
        Demand demand = Log.demand(Log.registered(1), Log.issued(1, 1), Log.registered(2));

        assertThat(demand.reached()).isEqualTo(3);
        assertThat(demand.policy().position()).isEqualTo(2);
        assertThat(demand.revoked()).isZero();
    }

    @Test
    void knowsWhichRevocationTheCrlMustCoverThoughTheDeviceKeepsItsTopics() {
        Demand before = Log.demand(Log.issued(1, 1), Log.issued(1, 2));
        Demand after = Log.demand(Log.issued(1, 1), Log.issued(1, 2), Log.revoked(1, 1));

        assertThat(after.revoked()).isEqualTo(3);
        assertThat(after.policy().position()).isEqualTo(3);
        assertThat(after.asksMoreThan(before)).isTrue();
    }

    @Test
    void wantsACrlThatKnowsWhatIsOnHoldAndWhatNoLongerIs() {
        assertThat(Log.demand(Log.issued(1, 1), Log.suspended(1, 1)))
                .satisfies(demand -> assertThat(demand.revoked()).isEqualTo(2))
                .satisfies(demand -> assertThat(demand.policy().position()).isEqualTo(2));
        assertThat(Log.demand(Log.issued(1, 1), Log.suspended(1, 1), Log.resumed(1, 1)))
                .satisfies(demand -> assertThat(demand.revoked()).isEqualTo(3))
                .satisfies(demand -> assertThat(demand.policy().position()).isEqualTo(3));
    }

    @Test
    void knowsWhoseSessionsHaveToEnd() {
        Demand demand = Log.demand(
                Log.issued(1, 1),
                Log.issued(2, 2),
                Log.issued(3, 3),
                Log.revoked(1, 1),
                Log.suspended(2, 2),
                new DeviceDecommissioned(Log.device(3), null));

        assertThat(demand.pending().values())
                .extracting(PolicyChange::lost)
                .containsExactly(null, null, null, Log.device(1), Log.device(2), Log.device(3));
    }

    @Test
    void isUrgentOnceItTakesAccessAway() {
        assertThat(Log.demand(Log.issued(1, 1), Log.issued(2, 2)).canWait()).isTrue();
        assertThat(Log.demand(Log.issued(1, 1), Log.suspended(1, 1)).canWait()).isFalse();
    }

    @Test
    void isUrgentAsLongAsTheLogTakesTheBrokerForGone() {
        Demand retired = Log.demand(Log.issued(1, 1), new BrokerRetired(Log.BROKER, null));

        assertThat(retired.canWait()).isFalse();
        assertThat(retired.after(new Recorded<>(3, Log.AT, Log.enforced("mosquitto", 1)))
                        .canWait())
                .isTrue();
        assertThat(Log.demand(Log.issued(1, 1), new BrokerRetired(new BrokerId("elsewhere"), null))
                        .canWait())
                .isTrue();
    }

    @Test
    void forgetsWhatAReceiptOfThisBrokerCovers() {
        OnboardingEvent[] log = {
            Log.issued(1, 1), Log.issued(2, 2), Log.revoked(1, 1), Log.revoked(2, 2),
        };

        assertThat(Log.demand(log)
                        .after(new Recorded<>(5, Log.AT, Log.enforced("mosquitto", 3)))
                        .pending())
                .containsOnlyKeys(4L);
        assertThat(Log.demand(log)
                        .after(new Recorded<>(5, Log.AT, Log.enforced("elsewhere", 4)))
                        .pending())
                .containsOnlyKeys(1L, 2L, 3L, 4L);
    }

    @Test
    void takesAnOutcastOnlyOnceItIsRevoked() {
        OnboardingEvent[] canaries = Log.canaries();

        assertThat(Log.demand(List.of(canaries).subList(0, 4).toArray(OnboardingEvent[]::new))
                        .enrolment()
                        .outcast())
                .isNull();
        assertThat(Log.demand(canaries).enrolment().outcast()).isEqualTo("pem");
    }

    @Test
    void letsNothingPileUpForABrokerThatNobodyAsks() {
        Demand demand = Log.demand(Log.issued(1, 1), Log.revoked(1, 1)).unproven();

        assertThat(demand.pending()).isEmpty();
        assertThat(demand.policy().position()).isEqualTo(2);
    }

    @Test
    void shrugsAtAnEventReadBefore() {
        Demand demand = Log.demand(Log.issued(1, 1), Log.revoked(1, 1));

        assertThat(demand.after(new Recorded<>(1, Log.AT, Log.issued(1, 1)))).isSameAs(demand);
    }

    @Test
    void asksNothingNewOfABrokerWhenADeviceIsOnlyDescribed() {
        assertThat(Log.demand(Log.issued(1, 1), Log.registered(2)).asksMoreThan(Log.demand(Log.issued(1, 1))))
                .isFalse();
        assertThat(Log.demand(Log.issued(1, 1)).asksMoreThan(Log.demand())).isTrue();
    }

    @Test
    void coversAHeadOnlyOnceThatEventWasRead() {
        Demand demand = Log.demand(Log.issued(1, 1), Log.issued(2, 2));

        assertThat(demand.covers(OptionalLong.of(2))).isTrue();
        assertThat(demand.covers(OptionalLong.of(3))).isFalse();
        assertThat(Log.demand().covers(OptionalLong.empty())).isTrue();
        assertThat(Log.demand().covers(OptionalLong.of(1))).isFalse();
    }
}
