package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.testkit.process.Deadline;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Enforcement with a reload that gets lost")
class LostReloadTest extends FaultFixture {
    LostReloadTest() throws Exception {}

    @Test
    void aFailingReloadCommandIsNotBelieved() throws Exception {
        it.reloadBy("exit 7");
        revoke();

        assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("ended with 7"));

        assertThat(rejections()).singleElement().asString().contains("ended with 7");
        theOthersAreWhereTheyWere();
    }

    @Test
    void aReloadCommandThatDoesNothingIsFoundOut() throws Exception {
        it.reloadBy("true");
        revoke();

        assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("still has the policy"));
        theOthersAreWhereTheyWere();
    }

    @Test
    void aBrokerThatMissesASignalIsToldAgain() throws Exception {
        it.reloadBy("if ! test -e $ACL.missed; then touch $ACL.missed; else kill -HUP $PID; fi");
        revoke();

        assertThat(it.turn()).isEmpty();

        assertThat(rejections()).isEmpty();
        assertThat(it.lastEnforced().sessionsEnded()).isOne();
    }

    @Test
    void aReloadOfSomebodyElsesWhileFilesAreRenamedIsNotTakenForOurs() throws Exception {
        it.reloadBy("true");
        it.meanwhile = () -> {
            try {
                long reloads = it.reloads();
                it.signal("HUP");
                Deadline deadline = new Deadline("somebody else's reload");
                while (it.reloads() == reloads) {
                    deadline.pause();
                }
            } catch (IOException | InterruptedException e) {
                fail(e);
            }
        };
        revoke();

        assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("log_dest topic"));

        assertThat(it.receipts).noneMatch(BrokerPolicyEnforced.class::isInstance);
    }

    @Test
    void aCrlThatTheBrokerDidNotReadIsNeverBelieved() throws Exception {
        String before = it.crl;
        it.happen(TestLog.revoked(2, serial));
        it.crl = "";
        assertThat(it.turn()).isPresent();
        it.crl = before;
        it.reloadBy("true");
        it.signCrl(serial);
        it.receipts.clear();

        for (int n = 0; n < 2; n++) {
            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("log_dest topic"));
        }
        assertThat(it.receipts).noneMatch(BrokerPolicyEnforced.class::isInstance);
    }

    @Test
    void aProjectorKilledBetweenRenameAndReloadIsSucceededByOneThatReloads() throws Exception {
        revoke();
        it.reloadBy("exit 137");
        it.turn();
        it.receipts.clear();
        it.reloadBy("");

        assertThat(it.turn()).isEmpty();
        assertThat(it.lastEnforced().sessionsEnded()).isOne();
    }
}
