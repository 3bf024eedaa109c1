package org.deviceonboarding.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.deviceonboarding.messages.event.Recorded;
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
        assertThat(after.policy().position()).isEqualTo(1);
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
    void asksNothingNewOfABrokerWhenARevokedDeviceLeavesForGood() {
        Demand before = Log.demand(Log.issued(1, 1), Log.revoked(1, 1));
        Demand after = Log.demand(Log.issued(1, 1), Log.revoked(1, 1), new DeviceDecommissioned(Log.device(1), null));

        assertThat(after.asksMoreThan(before)).isFalse();
        assertThat(after.reached()).isEqualTo(3);
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
        assertThat(Log.demand(Log.issued(1, 1)).asksMoreThan(Demand.NONE)).isTrue();
    }

    @Test
    void coversAHeadOnlyOnceThatEventWasRead() {
        Demand demand = Log.demand(Log.issued(1, 1), Log.issued(2, 2));

        assertThat(demand.covers(OptionalLong.of(2))).isTrue();
        assertThat(demand.covers(OptionalLong.of(3))).isFalse();
        assertThat(Demand.NONE.covers(OptionalLong.empty())).isTrue();
        assertThat(Demand.NONE.covers(OptionalLong.of(0))).isFalse();
    }
}
