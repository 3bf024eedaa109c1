package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.proof.ReloadNotConfirmed;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The receipt of a release")
class ReleaseReceiptTest extends ReconcilerFixture {
    @Test
    void leavesNoReceiptForAReloadThatNobodySaw() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        reconciler.reconcile(desired);
        happen(TestLog.revoked(1, 1));
        crl = "";
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> reconciler.reconcile(desired));
        crl = PKI.crl(8, 1);
        int told = broker.reloads;

        broker.silence = new ReloadNotConfirmed("not a word");
        for (int n = 1; n <= 2; n++) {
            assertThatExceptionOfType(ReloadNotConfirmed.class).isThrownBy(() -> reconciler.reconcile(desired));
            assertThat(broker.reloads).isEqualTo(told + n);
        }

        assertThat(receipts).filteredOn(BrokerPolicyEnforced.class::isInstance).hasSize(1);
    }

    @Test
    void tellsABrokerAgainThatWasSeenToDoSomethingElse() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        broker.verdict = FakeBroker.BAD;

        assertThat(turn()).containsInstanceOf(NotEnforced.class);
        int told = broker.reloads;
        assertThat(turn()).containsInstanceOf(NotEnforced.class);

        assertThat(broker.reloads).isEqualTo(told + 1);
    }

    @Test
    void appendsLaterWhatTheLogDidNotTake() throws Exception {
        revokeOne();
        logIsAway = true;

        assertThatExceptionOfType(ReceiptNotAppended.class).isThrownBy(() -> reconciler.reconcile(desired));
        now = now.plusSeconds(30);
        logIsAway = false;
        reconciler.reconcile(desired);

        assertThat(lastEnforced().sessionsEnded()).isOne();
        assertThat(lastEnforced().latencyMillis()).isLessThan(30_000);
        assertThat(broker.kicked).containsExactly(TestLog.device(1));
    }

    @Test
    void keepsForLaterWhatAFullDiskDidNotLetItKeep() throws Exception {
        Files.writeString(folder().lastGood(), "in the way");
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        assertThat(turn()).isEmpty();
        Files.delete(folder().lastGood());

        assertThat(turn()).isEmpty();

        assertThat(folder().lastGood().resolve("mosquitto.acl")).exists();
        assertThat(receipts).hasSize(1);
    }

    @Test
    void leavesItsReceiptThoughTheBrokerDoesNotForget() throws Exception {
        happen(TestLog.registered(2), TestLog.issued(2, 3));
        enforceWhatWasBefore();
        happen(new DeviceDecommissioned(TestLog.device(2), null));
        broker.forgets = false;
        reconciler.reconcile(desired);
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());

        broker.forgets = true;
        reconciler.reconcile(desired);
        assertThat(broker.forgotten).containsExactly(TestLog.device(2));
    }

    @Test
    void doesNotBlameANewBrokerForWhatIsLongPast() throws Exception {
        for (int n = 1; n <= 250; n++) {
            happen(TestLog.registered(n), TestLog.issued(n, n), new DeviceDecommissioned(TestLog.device(n), null));
        }

        reconciler.reconcile(desired);

        assertThat(broker.kicked).hasSize(251);
        assertThat(broker.forgotten).hasSize(100);
        assertThat(lastEnforced().latencyMillis()).isNull();
        assertThat(metrics.get("revocation.enforcement").timer().count()).isZero();
        reconciler.reconcile(desired);
        reconciler.reconcile(desired);
        assertThat(broker.forgotten).hasSize(251).doesNotHaveDuplicates();
    }
}
