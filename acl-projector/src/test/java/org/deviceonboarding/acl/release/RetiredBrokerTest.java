package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A broker that the log takes for gone")
class RetiredBrokerTest extends ReconcilerFixture {
    /** A broker that nobody waits for must not let anybody in unseen. */
    @Test
    void contradictsAtOnceIfTheLogTakesTheBrokerForGone() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        reconciler.reconcile(desired);
        happen(receipts.getLast());
        DesiredState before = desired;

        happen(new BrokerRetired(TestLog.BROKER, "a mistake"));
        assertThat(desired.asksMoreThan(before)).as("the loop wakes up").isTrue();
        reconciler.reconcile(desired);
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(2).allMatch(BrokerPolicyEnforced.class::isInstance);
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());

        happen(receipts.getLast(), new BrokerRetired(TestLog.BROKER, "a mistake"));
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(3);
        happen(receipts.getLast(), new BrokerProofDisabled(TestLog.BROKER));
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(4);
        happen(receipts.getLast(), new BrokerRetired(new BrokerId("another"), null));
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(4);
    }

    @Test
    void contradictsBeforeItAsksTheBroker() throws Exception {
        revokeOne();
        reconciler.reconcile(desired);
        BrokerPolicyEnforced first = lastEnforced();
        happen(first, new BrokerRetired(TestLog.BROKER, "a mistake"));
        broker.silence = new IOException("nobody answers");

        assertThat(turn()).isPresent();

        assertThat(receipts).hasSize(4).last().isInstanceOf(BrokerPolicyRejected.class);
        BrokerPolicyEnforced again = (BrokerPolicyEnforced) receipts.get(2);
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.aclSha256()).isEqualTo(first.aclSha256());
        assertThat(first.sessionsEnded()).isOne();
        assertThat(again.sessionsEnded()).as("ended once, counted once").isZero();
        assertThat(again.latencyMillis()).isNull();
    }

    @Test
    void contradictsThoughTheBrokerFailsAsItDidBefore() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        broker.silence = new IOException("nobody answers");
        assertThat(turn()).isPresent();
        happen(receipts.getLast());
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(1);

        happen(new BrokerRetired(TestLog.BROKER, "a mistake"));
        assertThat(turn()).isPresent();
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(2).allMatch(BrokerPolicyRejected.class::isInstance);

        broker.silence = null;
        assertThat(turn()).isEmpty();
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());
    }

    @Test
    void saysOnceThatNoReceiptWillComeWhereNobodyAsksTheBroker() throws Exception {
        BrokerProofDisabled silence = new BrokerProofDisabled(TestLog.BROKER);
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        broker.asked = false;
        startProjector();

        reconciler.reconcile(desired);
        reconciler.reconcile(desired);
        assertThat(receipts).containsExactly(silence);

        happen(silence);
        startProjector();
        reconciler.reconcile(desired);
        assertThat(receipts).as("after a restart").containsExactly(silence);

        happen(new BrokerRetired(TestLog.BROKER, null));
        reconciler.reconcile(desired);
        assertThat(receipts).containsExactly(silence, silence);
    }
}
