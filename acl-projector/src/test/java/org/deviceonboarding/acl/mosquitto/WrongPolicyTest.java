package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.release.NotEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.testkit.process.Deadline;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Enforcement with a broker that does something else")
class WrongPolicyTest extends FaultFixture {
    WrongPolicyTest() throws Exception {}

    @Test
    void anAclThatOpensEverythingIsRolledBack() throws Exception {
        long good = it.desired.policy().position();
        revoke();
        it.reloadBy("if ! test -e $ACL.once; then touch $ACL.once; printf 'pattern readwrite #\\n' >> $ACL; fi;"
                + " kill -HUP $PID");

        assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).isInstanceOf(NotEnforced.class));

        BrokerPolicyRejected rejected = it.lastRejected();
        assertThat(rejected.restored()).isEqualTo(good);
        assertThat(rejected.reason()).contains("allows what no file allows");
        assertThat(it.metrics.get("broker.rollbacks").counter().count()).isPositive();
        theOthersAreWhereTheyWere();
    }

    @Test
    void aCrlWithoutTheRevokedIsRolledBack() throws Exception {
        long good = it.desired.policy().position();
        revoke();
        Instant now = Instant.now();
        Path empty = Files.writeString(
                disk.resolve("empty.pem"),
                TestBroker.PKI.crl("issuing", 90, now.minusSeconds(60), now.plusSeconds(600), ""));
        it.reloadBy("if ! test -e $CRL.once; then touch $CRL.once; cp " + empty + " $CRL; fi; kill -HUP $PID");

        assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).isInstanceOf(NotEnforced.class));

        BrokerPolicyRejected rejected = it.lastRejected();
        assertThat(rejected.restored()).isEqualTo(good);
        assertThat(rejected.reason()).isEqualTo("The broker lets in a revoked certificate");
        assertThat(rejected.canary())
                .satisfies(canary -> assertThat(canary.outcastRefused()).isFalse());
        theOthersAreWhereTheyWere();
    }

    @Test
    void anExpiredCrlLocksEverybodyOutUntilSigningWorksAgain() throws Exception {
        Instant now = Instant.now();
        it.crl = TestBroker.PKI.crl(
                "issuing", 1000 + serial, now.minusSeconds(60), now.plusSeconds(8), "", TestPki.OUTCAST);
        it.numberCrlsFrom(2000 + serial);
        it.enforce();
        Deadline deadline = new Deadline("the end of the CRL");
        while (TestDevice.canConnect(it.broker, 1)) {
            deadline.pause();
        }
        it.happen(TestLog.revoked(2, serial));
        it.crl = "";

        assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).isInstanceOf(NotEnforced.class));
        assertThat(it.lastRejected().reason())
                .startsWith("The broker turns away a good certificate. The CRL expired at ");
        assertThat(it.lastRejected().restored()).isNull();
    }
}
