package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What goes wrong beside a broker, one thing at a time, each during the revocation of device 2. Whatever it is: nobody
 * reaches more than before, the fleet is not locked out, the log tells, and once the fault is gone the revocation is in
 * force.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultFixture {
    static final Duration SOON = Duration.ofSeconds(15);
    final TestBroker it;
    final Path disk;
    int serial = 200;
    TestDevice one;
    TestDevice two;

    FaultFixture() throws Exception {
        disk = smallDisk();
        it = new TestBroker(AclStrategy.EXPLICIT, new BrokerFolder(disk.resolve("broker/mosquitto.acl")));
    }

    @BeforeAll
    void startBroker() throws Exception {
        TestBroker.PKI.device(TestLog.device(1), 101);
        it.mosquitto.start();
        it.happen(TestLog.registered(1), TestLog.issued(1, 101), TestLog.registered(2));
        it.enforce();
    }

    @AfterAll
    void stopBroker() throws Exception {
        it.close();
        TestTool.run(TestBroker.PKI.folder(), List.of("umount", "-l", disk.toString()));
    }

    @BeforeEach
    void connectDevices() throws Exception {
        TestBroker.PKI.device(TestLog.device(2), ++serial);
        it.happen(TestLog.issued(2, serial));
        it.signCrl();
        it.enforce();
        one = TestDevice.connect(it.broker, 1);
        two = TestDevice.connect(it.broker, 2);
        assertThat(two.mayPublish(two.ownTopic())).isTrue();
        it.receipts.clear();
    }

    @AfterEach
    void theRevocationIsInForceInTheEnd() throws Exception {
        it.meanwhile = () -> {};
        it.reloadBy("");
        it.signCrl(serial);
        it.turnUntilEnforced();

        assertThat(it.lastEnforced().position()).isEqualTo(it.desired.policy().position());
        assertThat(two.ends(SOON)).isTrue();
        assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();
        assertThat(TestDevice.canConnect(it.broker, 1)).isTrue();
        one.close();
        two.close();
    }

    void revoke() {
        it.happen(TestLog.revoked(2, serial));
        try {
            it.signCrl(serial);
        } catch (IOException e) {
            fail(e);
        }
    }

    void theOthersAreWhereTheyWere() throws Exception {
        assertThat(one.mayPublish(one.ownTopic())).isTrue();
        assertThat(one.mayPublish(two.ownTopic())).isFalse();
    }

    List<String> rejections() {
        return it.receipts.stream()
                .map(receipt ->
                        receipt instanceof BrokerPolicyRejected e ? Optional.of(e.reason()) : Optional.<String>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    static Path smallDisk() throws Exception {
        Path disk = TestTool.workDirectory("disk");
        TestTool.Result mounted = TestTool.run(
                TestBroker.PKI.folder(), List.of("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()));
        if (mounted.exit() != 0) {
            fail("needs the right to mount a small tmpfs, to see what a full disk does: run the tests as root, or in a"
                    + " user namespace (unshare -Urm ./mvnw verify). " + mounted.output());
        }
        return disk;
    }
}
