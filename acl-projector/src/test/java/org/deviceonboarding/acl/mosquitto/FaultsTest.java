package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.release.NotEnforced;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.testkit.process.Deadline;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What goes wrong beside a broker, one thing at a time, each during the revocation of device 2. Whatever it is: nobody
 * reaches more than before, the fleet is not locked out, the log tells, and once the fault is gone the revocation is in
 * force.
 */
@DisplayName("Enforcement with a fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class FaultsTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final TestBroker it;
    private final Path disk;
    private int serial = 200;
    private TestDevice one;
    private TestDevice two;

    FaultsTest() throws Exception {
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

    @Test
    void aFullDiskKeepsTwoRevocationsFromNobody() throws Exception {
        assertThat(it.turn()).isEmpty();
        Path filler = disk.resolve("filler");
        try {
            fill(filler);
            revoke();

            assertThat(it.turn()).isEmpty();

            assertThat(it.lastEnforced().sessionsEnded()).isOne();
            assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();
            fill(filler);
            it.happen(TestLog.registered(3), TestLog.issued(3, 103), TestLog.revoked(3, 103));
            assertThat(it.turn()).isEmpty();
            assertThat(it.lastEnforced().position())
                    .isEqualTo(it.desired.policy().position());
            theOthersAreWhereTheyWere();

            it.reserve.spend();
            fill(filler);
            assertThat(it.turn()).isEmpty();
            assertThat(it.reserve.generations()).isLessThan(2);
            assertThat(it.reserve.trouble())
                    .startsWith("The disk of the broker's folder is full: "
                            + it.broker.folder().dir() + " has ")
                    .endsWith("more generations of its files is set aside (No space left on device)");
        } finally {
            Files.delete(filler);
        }
        assertThat(it.turn()).isEmpty();
        assertThat(it.reserve.generations()).isEqualTo(2);
        assertThat(it.reserve.trouble()).isNull();
    }

    @Test
    void aFullDiskDoesNotCostTheBrokerItsPluginsFile() throws Exception {
        revoke();
        assertThat(it.turn()).isEmpty();
        Path filler = disk.resolve("filler");
        Path copy = it.broker.folder().acl().resolveSibling(".dynsec.json.copy");
        try {
            Files.writeString(new MosquittoFolder(it.broker.folder()).dynamicSecurity(), "");
            fill(filler);

            assertThat(new ProjectorAccount(new MosquittoFolder(it.broker.folder())).mend())
                    .isTrue();

            assertThat(new MosquittoFolder(it.broker.folder()).dynamicSecurity())
                    .hasContent(Files.readString(copy));
            assertThat(copy).content().contains("\"projector\"").endsWith("}\n");
        } finally {
            Files.delete(filler);
        }
    }

    @Test
    void aDiskThatStaysFullEndsInAClosedBrokerRatherThanAnOpenOne() throws Exception {
        Path filler = disk.resolve("filler");
        try {
            it.reserve.spend();
            fill(filler);
            revoke();

            for (int n = 1; n <= 2; n++) {
                assertThat(it.turn())
                        .hasValueSatisfying(e -> assertThat(e)
                                .isInstanceOf(FolderNotWritable.class)
                                .hasMessageContaining("No space left on device; "
                                        + it.broker.folder().dir() + " has ")
                                .hasMessageContaining(
                                        "Sessions of 1 devices that lost access are ended again and again"));
                assertThat(two.ends(SOON)).isTrue();
                two.close();
                two = TestDevice.connect(it.broker, 2);
                fill(filler);
            }
            theOthersAreWhereTheyWere();

            Deadline deadline = new Deadline("a closed broker");
            while (it.mosquitto.alive()) {
                assertThat(it.turn()).isPresent();
                fill(filler);
                deadline.pause();
            }
            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("The broker is stopped"));
            assertThat(TestDevice.canConnect(it.broker, 1)).isFalse();
            assertThat(it.mosquitto.alive()).isFalse();
            assertThat(it.receipts).noneMatch(BrokerPolicyEnforced.class::isInstance);
        } finally {
            Files.delete(filler);
        }

        it.turnUntilEnforced();
        assertThat(TestDevice.canConnect(it.broker, 1)).isTrue();
        one = TestDevice.connect(it.broker, 1);
    }

    @Test
    void aKilledBrokerComesBackWithTheNewPolicy() throws Exception {
        ProcessHandle before = it.process();
        before.destroyForcibly();
        before.onExit().join();
        revoke();

        it.turnUntilEnforced();

        assertThat(it.process().pid()).isNotEqualTo(before.pid());
        assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();
        assertThat(it.receipts).last().isInstanceOf(BrokerPolicyEnforced.class);
    }

    @Test
    void aHangingBrokerIsNotBelieved() throws Exception {
        it.signal("STOP");
        try {
            revoke();

            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("not answer"));

            assertThat(rejections()).singleElement().asString().contains("not answer");
        } finally {
            it.signal("CONT");
        }
    }

    @Test
    void aFrozenBrokerIsFoundOutInSecondsAndProvenAnewWhenItAnswers() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        it.heartbeat.onChange(changes::incrementAndGet);
        it.heartbeat.start();
        long position = it.desired.policy().position();
        try {
            Thread.sleep(Duration.ofSeconds(4));
            assertThat(it.heartbeat.trouble()).isNull();
            it.signal("STOP");
            long frozen = System.nanoTime();
            Deadline deadline = new Deadline("a silent broker");
            while (!it.heartbeat.silent()) {
                deadline.pause();
            }
            assertThat(System.nanoTime() - frozen)
                    .isLessThan(Duration.ofSeconds(9).toNanos());
            assertThat(it.heartbeat.trouble()).matches("The broker has not answered for \\d+ s: .*");

            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessage(BrokerHeartbeat.SILENT));
            assertThat(it.turn()).isPresent();
            assertThat(rejections()).containsExactly(BrokerHeartbeat.SILENT);
            assertThat(it.lastRejected().position()).isEqualTo(position);
            revoke();
            assertThat(it.turn()).isPresent();
            assertThat(it.receipts).noneMatch(BrokerPolicyEnforced.class::isInstance);
        } finally {
            it.signal("CONT");
        }
        Deadline deadline = new Deadline("a broker that answers");
        while (it.heartbeat.silent()) {
            deadline.pause();
        }
        assertThat(changes).hasValue(2);
        it.heartbeat.stop();
        it.turnUntilEnforced();
        assertThat(it.lastEnforced().sessionsEnded()).isOne();
    }

    /** Other processes learn of it from the log only, so it has to be there each time, and soon. */
    @Test
    void aBrokerThatFreezesUnderATurnIsOnRecordInSecondsEachTime() throws Exception {
        it.patience = Duration.ofMinutes(5);
        it.startProjector();
        it.heartbeat.start();
        try {
            it.turnUntilEnforced();
            freezeUnderATurn();
            freezeUnderATurn();
            assertThat(rejections()).containsExactly(BrokerHeartbeat.SILENT, BrokerHeartbeat.SILENT);

            revoke();
            freezeUnderATurn();
            assertThat(rejections()).hasSize(3).containsOnly(BrokerHeartbeat.SILENT);
            assertThat(it.lastEnforced().position())
                    .isEqualTo(it.desired.policy().position());
        } finally {
            it.heartbeat.stop();
            it.patience = TestBroker.PATIENCE;
        }
    }

    private void freezeUnderATurn() throws Exception {
        it.signal("STOP");
        try {
            assertThat(it.heartbeat.silent()).isFalse();
            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessage(BrokerHeartbeat.SILENT));
        } finally {
            it.signal("CONT");
        }
        Deadline deadline = new Deadline("a broker that answers");
        while (it.heartbeat.silent()) {
            deadline.pause();
        }
        it.turnUntilEnforced();
    }

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

    private void revoke() {
        it.happen(TestLog.revoked(2, serial));
        try {
            it.signCrl(serial);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void theOthersAreWhereTheyWere() throws Exception {
        assertThat(one.mayPublish(one.ownTopic())).isTrue();
        assertThat(one.mayPublish(two.ownTopic())).isFalse();
    }

    private List<String> rejections() {
        return it.receipts.stream()
                .map(receipt ->
                        receipt instanceof BrokerPolicyRejected e ? Optional.of(e.reason()) : Optional.<String>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Path smallDisk() throws Exception {
        Path disk = TestTool.workDirectory("disk");
        TestTool.Result mounted = TestTool.run(
                TestBroker.PKI.folder(), List.of("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()));
        if (mounted.exit() != 0) {
            fail("needs the right to mount a small tmpfs, to see what a full disk does: run the tests as root, or in a"
                    + " user namespace (unshare -Urm ./mvnw verify). " + mounted.output());
        }
        return disk;
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] block = new byte[512];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
