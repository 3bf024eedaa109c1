package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.cleanup.Cleaner;
import org.deviceonboarding.acl.cleanup.CleanupMetrics;
import org.deviceonboarding.acl.enrolment.Enroller;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.proof.ReloadNotConfirmed;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes after the proof, with a broker that says what a test wants to hear. */
@DisplayName("Settling a release")
class ReconcilerTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final int PER_SECOND = 20;

    @TempDir
    Path temp;

    private final List<BrokerEvent> receipts = new ArrayList<>();
    private final FakeBroker broker = new FakeBroker();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Duration closeAfter = Duration.ofDays(1);
    private boolean logIsAway;
    private String crl = "";
    private Instant now = Instant.now();
    private DesiredState desired = DesiredState.of(TestLog.BROKER, new StrategyChoice.Fixed(AclStrategy.EXPLICIT));
    private Reconciler reconciler;

    @BeforeEach
    void start() throws IOException {
        PKI.brokerFolder(folder());
        crl = PKI.crl(7);
        happen(PKI.authority());
        happen(TestLog.canaries());
        startProjector();
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
    void endsSessionsAgainAndAgainWhileFilesCannotBeWritten() throws Exception {
        revokeOne();
        Path obstacle = inTheWay();
        broker.kicked.clear();

        for (int n = 1; n <= 3; n++) {
            assertThatExceptionOfType(FolderNotWritable.class)
                    .isThrownBy(() -> reconciler.reconcile(desired))
                    .withMessageStartingWith("The broker's folder cannot be written: ")
                    .withMessageContaining(folder().dir() + " has ")
                    .withMessageEndingWith(
                            " bytes free. Sessions of 1 devices that lost access are ended again and again");
            assertThat(broker.kicked).hasSize(n).containsOnly(TestLog.device(1));
        }
        assertThat(reconciler.urgent()).isTrue();
        assertThat(broker.stops).isZero();

        clear(obstacle);
        reconciler.reconcile(desired);
        assertThat(reconciler.urgent()).isFalse();
        assertThat(broker.kicked).hasSize(4);
        assertThat(lastEnforced().sessionsEnded()).isOne();
    }

    @Test
    void stopsABrokerWhoseFilesLetInWhoLostAccess() throws Exception {
        closeAfter = Duration.ZERO;
        startProjector();
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        enforceWhatWasBefore();
        Path obstacle = inTheWay();
        happen(TestLog.registered(2), TestLog.issued(2, 2));
        assertThatExceptionOfType(FolderNotWritable.class).isThrownBy(() -> reconciler.reconcile(desired));
        assertThat(broker.stops).isZero(); // A right that nobody got yet is not worth that.
        assertThat(reconciler.urgent()).isFalse();

        happen(TestLog.revoked(1, 1));
        crl = PKI.crl(8, 1);
        broker.silence = new IOException("The broker does not answer");
        for (int n = 0; n < 3; n++) {
            assertThatExceptionOfType(FolderNotWritable.class)
                    .isThrownBy(() -> reconciler.reconcile(desired))
                    .withMessageContaining("The broker is stopped");
        }
        assertThat(broker.stops).isOne();

        broker.silence = null; // Somebody else started it.
        assertThatExceptionOfType(FolderNotWritable.class).isThrownBy(() -> reconciler.reconcile(desired));
        assertThat(broker.stops).isEqualTo(2);
        clear(obstacle);
        reconciler.reconcile(desired);
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());
    }

    private Path inTheWay() throws IOException {
        return Files.createDirectories(folder().acl().resolveSibling(".mosquitto.acl.draft/in-the-way"));
    }

    private static void clear(Path obstacle) throws IOException {
        Files.delete(obstacle);
        Files.delete(obstacle.resolveSibling(""));
    }

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

    /** A broker that nobody waits for must not let anybody in unseen. */
    @Test
    void contradictsAtOnceIfTheLogTakesTheBrokerForGone() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        reconciler.reconcile(desired);
        happen(receipts.getLast());
        DesiredState before = desired;

        happen(new BrokerRetired(TestLog.BROKER, "a mistake"));
        assertThat(desired.asksMoreThan(before)).as("the loop wakes up").isTrue();
        reconciler.reconcile(desired);
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(2).allMatch(BrokerPolicyEnforced.class::isInstance);
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());

        happen(receipts.getLast(), new BrokerRetired(TestLog.BROKER, "a mistake"));
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(3);
        happen(receipts.getLast(), new BrokerProofDisabled(TestLog.BROKER));
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(4);
        happen(receipts.getLast(), new BrokerRetired(new BrokerId("another"), null));
        reconciler.reconcile(desired);
        assertThat(receipts).hasSize(4);
    }

    @Test
    void contradictsBeforeItAsksTheBroker() throws Exception {
        revokeOne();
        reconciler.reconcile(desired);
        BrokerPolicyEnforced first = lastEnforced();
        happen(first, new BrokerRetired(TestLog.BROKER, "a mistake"));
        broker.silence = new IOException("nobody answers");

        assertThat(turn()).isPresent();

        assertThat(receipts).hasSize(4).last().isInstanceOf(BrokerPolicyRejected.class);
        BrokerPolicyEnforced again = (BrokerPolicyEnforced) receipts.get(2);
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.aclSha256()).isEqualTo(first.aclSha256());
        assertThat(first.sessionsEnded()).isOne();
        assertThat(again.sessionsEnded()).as("ended once, counted once").isZero();
        assertThat(again.latencyMillis()).isNull();
    }

    @Test
    void contradictsThoughTheBrokerFailsAsItDidBefore() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        broker.silence = new IOException("nobody answers");
        assertThat(turn()).isPresent();
        happen(receipts.getLast());
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(1);

        happen(new BrokerRetired(TestLog.BROKER, "a mistake"));
        assertThat(turn()).isPresent();
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(2).allMatch(BrokerPolicyRejected.class::isInstance);

        broker.silence = null;
        assertThat(turn()).isEmpty();
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());
    }

    @Test
    void saysOnceThatNoReceiptWillComeWhereNobodyAsksTheBroker() throws Exception {
        BrokerProofDisabled silence = new BrokerProofDisabled(TestLog.BROKER);
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        broker.asked = false;
        startProjector();

        reconciler.reconcile(desired);
        reconciler.reconcile(desired);
        assertThat(receipts).containsExactly(silence);

        happen(silence);
        startProjector();
        reconciler.reconcile(desired);
        assertThat(receipts).as("after a restart").containsExactly(silence);

        happen(new BrokerRetired(TestLog.BROKER, null));
        reconciler.reconcile(desired);
        assertThat(receipts).containsExactly(silence, silence);
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

    private long firstExpiry;

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

    private boolean cleanUp() throws InterruptedException {
        return reconciler.cleanUp(desired, () -> false);
    }

    private void revokeOne() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        enforceWhatWasBefore();
        happen(TestLog.revoked(1, 1));
        crl = PKI.crl(8, 1);
    }

    private void enforceWhatWasBefore() throws Exception {
        reconciler.reconcile(desired);
        broker.kicked.clear();
        broker.forgotten.clear();
    }

    private Optional<Exception> turn() throws InterruptedException {
        try {
            reconciler.reconcile(desired);
            return Optional.empty();
        } catch (IOException | ReleaseRefused e) {
            reconciler.reject(desired, e);
            return Optional.of(e);
        }
    }

    private void happen(OnboardingEvent... events) {
        for (OnboardingEvent event : events) {
            desired = desired.after(new Recorded<>(desired.reached() + 1, now, event));
        }
    }

    private BrokerPolicyEnforced lastEnforced() {
        return (BrokerPolicyEnforced) receipts.getLast();
    }

    private void startProjector() {
        BrokerSettings settings = BrokerSettings.of(
                new BrokerProperties(
                        null,
                        folder().acl().toString(),
                        null,
                        null,
                        false,
                        null,
                        null,
                        "http://localhost/crl.pem",
                        null,
                        null,
                        null,
                        null),
                Optional.empty());
        reconciler = new Reconciler(
                settings,
                broker,
                new Enroller(settings, receipts::add, new SecureRandom(), () -> now),
                new Deployer(new DiskReserve(folder(), () -> {}), _ -> fetch(), broker, () -> now),
                new FailClosed(broker, closeAfter),
                broker.asked
                        ? new Cleaner(broker, PER_SECOND, new CleanupMetrics(metrics, "mosquitto"), () -> now)
                        : null,
                this::append,
                new ReleaseMetrics(metrics, "mosquitto"),
                () -> now);
    }

    private String fetch() throws IOException {
        if (crl.isEmpty()) {
            throw new IOException("no CRL today");
        }
        return crl;
    }

    private void append(BrokerEvent event) {
        if (logIsAway) {
            throw new IllegalStateException("no database");
        }
        receipts.add(event);
        happen(event);
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }
}
