package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A release without a new CRL")
class OutdatedCrlTest extends ReconcilerFixture {
    @Test
    void endsNoSessionAgainAndAgainWhileTheCrlIsAway() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        enforceWhatWasBefore();
        happen(TestLog.revoked(1, 1));
        crl = "";

        for (int n = 0; n < 3; n++) {
            assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> reconciler.reconcile(desired));
        }
        assertThat(broker.kicked).hasSize(1);

        crl = PKI.crl(8, 1);
        reconciler.reconcile(desired);
        reconciler.reconcile(desired);
        assertThat(broker.kicked).hasSize(2);
        assertThat(receipts).filteredOn(BrokerPolicyEnforced.class::isInstance).hasSize(2);
    }

    @Test
    void noticesThatNobodySignsAnyLonger() throws Exception {
        reconciler.reconcile(desired);
        crl = "";
        now = now.plusSeconds(2500); // CRLs here live for 3900 s, of which 300 are over.
        assertThat(reconciler.reconcile(desired).trouble()).isEqualTo("no CRL today");

        crl = PKI.crl(8);
        now = Instant.now();
        assertThat(reconciler.reconcile(desired).trouble()).isNull();
        now = now.plusSeconds(2700);
        assertThat(reconciler.reconcile(desired).trouble()).contains("past three quarters of its life");
    }

    @Test
    void saysHowFarACrlIsAheadUntilAnotherIsSigned() throws Exception {
        Instant real = Instant.now();
        now = real.plusSeconds(3 * 86_400);
        crl = PKI.crl("issuing", 9, now.minusSeconds(300), now.plusSeconds(86_400), "");
        assertThat(reconciler.reconcile(desired).trouble()).isNull();
        now = real;
        broker.verdict = FakeBroker.BAD;

        assertThatExceptionOfType(NotEnforced.class)
                .isThrownBy(() -> reconciler.reconcile(desired))
                .withMessageContaining("The CRL is from the future")
                .withMessageContaining("2 d 23 h ahead of this clock");
        assertThat(reconciler.status().at(now).trouble()).contains("2 d 23 h ahead of this clock");

        broker.verdict = FakeBroker.GOOD;
        crl = PKI.crl(10);
        assertThat(reconciler.reconcile(desired).trouble()).isNull();
        assertThat(folder().crl()).hasContent(crl);
        assertThat(folder().lastGood().resolve("crl.pem")).hasContent(crl);
    }

    @Test
    void purgesNothingBeforeTheCrlKeepsTheDeviceFromComingBack() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        enforceWhatWasBefore();
        happen(new CertificateRevoked(
                TestLog.device(1),
                TestLog.serial(1),
                RevocationReason.KEY_COMPROMISE,
                null,
                TestLog.AT.plusSeconds(60)));
        crl = "";
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> reconciler.reconcile(desired));
        assertThat(cleanUp()).isFalse();
        assertThat(broker.purged).isEmpty();

        crl = PKI.crl(8, 1);
        reconciler.reconcile(desired);
        assertThat(cleanUp()).isTrue();
        assertThat(broker.purged).hasSize(1);
    }
}
