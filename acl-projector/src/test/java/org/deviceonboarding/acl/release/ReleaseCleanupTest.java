package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The clean-up after a release")
class ReleaseCleanupTest extends ReconcilerFixture {
    private long firstExpiry;

    @Test
    void keepsWhatWaitsForADeviceThatMayComeBack() throws Exception {
        happen(
                TestLog.registered(1),
                TestLog.issued(1, 1),
                TestLog.issued(1, 2),
                TestLog.registered(2),
                TestLog.issued(2, 3));
        enforceWhatWasBefore();
        happen(TestLog.revoked(1, 1), new DeviceDecommissioned(TestLog.device(2), null));
        reconciler.reconcile(desired);

        assertThat(broker.kicked).containsExactlyInAnyOrder(TestLog.device(1), TestLog.device(2));
        assertThat(broker.forgotten).containsExactly(TestLog.device(2));
    }

    @Test
    void endsTheSessionsOfAFleetThatExpiresAtOnceAFewASecondAndARevocationAmongThemAtOnce() throws Exception {
        expireAtOnce(500);
        for (int second = 0; second < 5; second++) {
            assertThat(cleanUp()).isFalse();
            assertThat(cleanUp()).as("within that second").isFalse();
            now = now.plusSeconds(1);
        }
        assertThat(broker.kicked).hasSize(5 * PER_SECOND);

        happen(TestLog.revoked(500, 500));
        crl = PKI.crl(8, 500);
        assertThat(reconciler.cleanUp(desired, () -> true))
                .as("while a release waits")
                .isFalse();
        reconciler.reconcile(desired);
        assertThat(broker.kicked).hasSize(5 * PER_SECOND + 1).endsWith(TestLog.device(500));
        assertThat(lastEnforced().expiredThrough()).isEqualTo(firstExpiry + 5 * PER_SECOND - 1);
        assertThat(lastEnforced().sessionsEnded()).isEqualTo(5 * PER_SECOND + 1);
        int receiptsBefore = receipts.size();

        int seconds = 0;
        while (!cleanUp()) {
            now = now.plusSeconds(1);
            assertThat(++seconds).isLessThan(500);
        }
        reconciler.reconcile(desired);

        assertThat(seconds).isEqualTo((500 - 5 * PER_SECOND) / PER_SECOND - 1);
        assertThat(receipts).hasSize(receiptsBefore + 1);
        assertThat(lastEnforced().sessionsEnded()).isEqualTo(500 - 5 * PER_SECOND);
        assertThat(lastEnforced().causedAt())
                .as("no loss of access is younger than its receipt")
                .isNull();
        assertThat(desired.cleanup().expired()).isEmpty();
        assertThat(broker.reloads).as("the first release and the revocation's").isEqualTo(2);
    }

    @Test
    void endsOnlyWhatNoReceiptTellsOfAfterARestart() throws Exception {
        expireAtOnce(2 * PER_SECOND);
        assertThat(cleanUp()).isFalse();
        reconciler.reconcile(desired); // The receipt of the first half.
        broker.kicked.clear();
        startProjector();
        reconciler.reconcile(desired);

        assertThat(cleanUp()).isTrue();
        reconciler.reconcile(desired);

        assertThat(broker.kicked).hasSize(PER_SECOND).startsWith(TestLog.device(PER_SECOND + 1));
        startProjector();
        reconciler.reconcile(desired);
        assertThat(cleanUp()).isFalse();
        assertThat(broker.kicked).hasSize(PER_SECOND);
    }

    @Test
    void endsWhatAnEarlierVersionLeftStanding() throws Exception {
        happen(
                TestLog.registered(1),
                TestLog.issued(1, 1),
                new CertificateExpired(TestLog.device(1), TestLog.serial(1), null));
        happen(TestLog.registered(2), TestLog.issued(2, 2), new DeviceDecommissioned(TestLog.device(2), null));
        happen(TestLog.enforced("mosquitto", desired.policy().position()));
        reconciler.reconcile(desired);
        broker.kicked.clear();

        assertThat(cleanUp()).isTrue();

        assertThat(broker.kicked).containsExactly(TestLog.device(1));
        assertThat(broker.purged).as("nobody purges what is long past").isEmpty();
    }

    @Test
    void purgesNothingThatWasBeforeItsFirstReceipt() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1), new DeviceDecommissioned(TestLog.device(1), null));
        reconciler.reconcile(desired);
        assertThat(cleanUp()).isFalse();
        assertThat(desired.cleanup().purges()).isEmpty();

        happen(TestLog.registered(2), TestLog.issued(2, 2), new DeviceDecommissioned(TestLog.device(2), null));
        reconciler.reconcile(desired);
        assertThat(cleanUp()).isTrue();
        assertThat(broker.purged)
                .containsExactly(
                        new CleanupBacklog.Purge(TestLog.device(2), List.of("devices/" + TestLog.device(2) + "/#")));
    }

    @Test
    void saysThatItCannotPurgeAndTriesAgain() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        enforceWhatWasBefore();
        happen(new DeviceDecommissioned(TestLog.device(1), null));
        broker.forgets = false;
        reconciler.reconcile(desired);
        assertThat(cleanUp()).isFalse();
        assertThat(reconciler.reconcile(desired).trouble()).contains("could not be cleaned up: no room for us");
        assertThat(lastEnforced().purgedThrough()).isEqualTo(desired.policy().position() - 1);

        broker.forgets = true;
        assertThat(cleanUp()).as("not at once").isFalse();
        now = now.plusSeconds(10);
        assertThat(cleanUp()).isTrue();
        assertThat(reconciler.reconcile(desired).trouble()).isNull();
        assertThat(lastEnforced().purgedThrough())
                .isGreaterThanOrEqualTo(desired.policy().position());
    }

    private void expireAtOnce(int devices) throws Exception {
        for (int n = 1; n <= devices; n++) {
            happen(TestLog.registered(n), TestLog.issued(n, n));
        }
        enforceWhatWasBefore();
        firstExpiry = desired.reached() + 1;
        for (int n = 1; n <= devices; n++) {
            happen(new CertificateExpired(TestLog.device(n), TestLog.serial(n), 0));
        }
        reconciler.reconcile(desired);
        assertThat(broker.kicked).isEmpty();
    }
}
