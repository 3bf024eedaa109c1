package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The record of failures")
class RejectionRecordTest extends ReconcilerFixture {
    @Test
    void putsDamageOnRecordAsSoonAsTheLogIsBack() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        reconciler.reconcile(desired);
        Files.writeString(folder().acl(), "topic readwrite #\n");
        logIsAway = true;
        assertThat(turn()).isEmpty();
        logIsAway = false;

        assertThat(turn()).isEmpty();

        assertThat(receipts.get(1)).isInstanceOf(BrokerPolicyRejected.class);
        assertThat(receipts.get(2)).isInstanceOf(BrokerPolicyEnforced.class);
    }

    @Test
    void recordsAFailureThatComesAndGoesButOnceAnHour() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        for (int n = 0; n < 50; n++) {
            broker.silence = new IOException(n % 2 == 0 ? "nobody there" : "nobody answers");
            assertThat(turn()).isPresent();
        }
        assertThat(receipts).hasSize(2);

        for (int n = 0; n < 50; n++) {
            broker.silence = new IOException("reason " + n);
            assertThat(turn()).isPresent();
        }
        assertThat(receipts).hasSize(RejectionLimit.AT_MOST);

        now = now.plus(RejectionLimit.WITHIN).plusSeconds(1);
        assertThat(turn()).isPresent();
        broker.silence = new IOException("and once more");
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(RejectionLimit.AT_MOST + 2);
    }

    @Test
    void recordsAFailureAnewThatComesBackThoughNotForEver() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        for (int n = 0; n < 50; n++) {
            broker.silence = new IOException("nobody there");
            assertThat(turn()).isPresent();
            broker.silence = null;
            assertThat(turn()).isEmpty();
        }

        assertThat(receipts).filteredOn(BrokerPolicyRejected.class::isInstance).hasSize(RejectionLimit.AT_MOST);
        assertThat(receipts).hasSize(2 * RejectionLimit.AT_MOST).last().isInstanceOf(BrokerPolicyEnforced.class);
    }
}
