package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.domain.acl.AclFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Enforcement with a damaged file")
class DamagedFileTest extends FaultFixture {
    DamagedFileTest() throws Exception {}

    @Test
    void aDamagedAclFileIsReplaced() throws Exception {
        long before = it.process().pid();
        Files.writeString(it.broker.folder().acl(), "topic readwrite #\n");
        it.signal("HUP");
        revoke();

        assertThat(it.turn()).isEmpty();

        assertThat(rejections()).singleElement().asString().contains("The ACL file is damaged. Line 1");
        // Brokers from 2.1 on end instead, and every session with them.
        boolean same = it.process().pid() == before;
        assertThat(it.lastEnforced().sessionsEnded()).isEqualTo(same ? 1 : 0);
    }

    @Test
    void aTruncatedCrlOnDiskIsReplaced() throws Exception {
        String whole = Files.readString(it.broker.folder().crl());
        Files.writeString(it.broker.folder().crl(), whole.substring(0, 100));
        it.signal("HUP");
        revoke();

        assertThat(it.turn()).isEmpty();

        assertThat(rejections()).singleElement().asString().contains("The CRL file is of no use");
        assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();
    }

    @Test
    void aTruncatedCrlIsNotInstalledButTheTopicsAreGone() throws Exception {
        revoke();
        it.crl = it.crl.substring(0, 200);

        theCrlIsRefused();
    }

    @Test
    void aCrlOfAnotherCaIsNotInstalledButTheTopicsAreGone() throws Exception {
        revoke();
        it.crl = TestPki.create().crl(99, serial);

        theCrlIsRefused();
    }

    @Test
    void aNewCertificateGivesNothingToTheOldOneThatNoCrlKnows() throws Exception {
        int other = 5000 + serial;
        revoke();
        it.crl = "";
        assertThat(it.turn()).isPresent();
        it.happen(TestLog.issued(2, other));
        assertThat(it.turn()).isPresent();

        try (TestDevice again = TestDevice.connect(it.broker, 2)) {
            assertThat(again.mayPublish(again.ownTopic())).isFalse();

            it.signCrl(serial);
            it.turnUntilEnforced();
            assertThat(again.ends(SOON)).isTrue();
        }
        String acl = Files.readString(it.broker.folder().acl());
        assertThat(AclFile.parse(acl).blocks()).containsKey(TestLog.device(2));
        it.happen(TestLog.revoked(2, other));
    }

    private void theCrlIsRefused() throws Exception {
        assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("The CRL "));

        assertThat(rejections()).singleElement().asString().contains("does not know every revocation");
        assertThat(two.ends(SOON)).isTrue();
        try (TestDevice again = TestDevice.connect(it.broker, 2)) {
            assertThat(again.mayPublish(again.ownTopic())).isFalse();
        }
        theOthersAreWhereTheyWere();
    }
}
