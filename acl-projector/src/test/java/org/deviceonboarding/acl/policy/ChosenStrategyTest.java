package org.deviceonboarding.acl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A desired state whose strategy follows from the fleet's size")
class ChosenStrategyTest {
    private static final int MOST = 40;

    private DesiredState desired = DesiredState.of(TestLog.BROKER, new StrategyChoice.BySize(MOST))
            .after(new Recorded<>(0, TestLog.AT, TestPki.SHARED.authority()));

    @Test
    void asksForANewFileWhenTheStrategyChanges() {
        DesiredState before = desired;
        int n = 0;
        while (desired.policy().strategy() == AclStrategy.EXPLICIT) {
            before = desired;
            happen(TestLog.registered(++n), TestLog.issued(n, n));
        }

        assertThat(n).isGreaterThan(MOST).isLessThan(3 * MOST);
        assertThat(desired.asksMoreThan(before)).isTrue();
        assertThat(desired.policies().newest()).isEqualTo(desired.reached());
    }

    @Test
    void forgetsGrantsThatPatternsMakeWithoutAFile() {
        happen(TestLog.registered(1), TestLog.issued(1, 1), TestLog.revoked(1, 1));
        long revoked = desired.reached();
        grow();

        assertThat(desired.pending().lastKey()).isEqualTo(revoked);
        assertThat(desired.lostAfter(-1)).containsExactly(TestLog.device(1));
        assertThat(desired.canWait()).isFalse();
    }

    @Test
    void keepsALossThatComesWithTheChange() {
        grow();
        happen(TestLog.revoked(2, 2));

        assertThat(desired.policy().position()).isEqualTo(desired.reached());
        assertThat(desired.lostAfter(-1)).containsExactly(TestLog.device(2));
    }

    private void grow() {
        int n = 1;
        while (desired.policy().strategy() == AclStrategy.EXPLICIT) {
            happen(TestLog.registered(++n), TestLog.issued(n, n));
        }
    }

    private void happen(OnboardingEvent... events) {
        for (OnboardingEvent event : events) {
            desired = desired.after(new Recorded<>(desired.reached() + 1, TestLog.AT, event));
        }
    }
}
