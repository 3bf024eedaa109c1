package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.acl.AclFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A release that is refuted")
class RefutedReleaseTest extends ReconcilerFixture {
    @Test
    void endsSessionsAnewAfterARollBack() throws Exception {
        revokeOne();
        logIsAway = true;
        assertThatExceptionOfType(ReceiptNotAppended.class).isThrownBy(() -> reconciler.reconcile(desired));
        logIsAway = false;
        broker.verdict = FakeBroker.BAD;
        assertThatExceptionOfType(NotEnforced.class).isThrownBy(() -> reconciler.reconcile(desired));
        broker.verdict = FakeBroker.GOOD;

        reconciler.reconcile(desired);

        assertThat(broker.kicked).containsExactly(TestLog.device(1), TestLog.device(1));
    }

    @Test
    void neverTakesBackWhatAReceiptTellsOf() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        reconciler.reconcile(desired);
        Files.move(folder().lastGood(), temp.resolve("older"));
        Files.writeString(folder().lastGood(), "in the way");
        happen(TestLog.revoked(1, 1));
        crl = PKI.crl(8, 1);

        assertThat(turn()).isEmpty();
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());

        Files.delete(folder().lastGood());
        Files.move(temp.resolve("older"), folder().lastGood());
        broker.verdict = FakeBroker.BAD;
        assertThat(turn()).containsInstanceOf(NotEnforced.class);
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).doesNotContainKey(TestLog.device(1));
    }
}
