package org.deviceonboarding.acl;

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
import org.deviceonboarding.messages.acl.AclFile;
import org.deviceonboarding.messages.broker.AclStrategy;
import org.deviceonboarding.messages.broker.BrokerId;
import org.deviceonboarding.messages.device.RevocationReason;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BrokerPolicyEnforced;
import org.deviceonboarding.messages.event.BrokerPolicyRejected;
import org.deviceonboarding.messages.event.BrokerProofDisabled;
import org.deviceonboarding.messages.event.BrokerRetired;
import org.deviceonboarding.messages.event.CertificateExpired;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes after the proof, with a broker that says what a test wants to hear. */
@DisplayName("Settling a release")
class SettlingTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final int PER_SECOND = 20;

    @TempDir
    Path temp;

    private final List<BrokerEvent> receipts = new ArrayList<>();
    private final FakeProof proof = new FakeProof();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Duration closeAfter = Duration.ofDays(1);
    private int stops;
    private boolean logIsAway;
    private String crl = "";
    private Instant now = Instant.now();
    private Demand demand = Demand.of(Log.BROKER, AclStrategy.EXPLICIT);
    private Enforcement enforcement;

    @BeforeEach
    void start() throws IOException {
        PKI.brokerFolder(folder());
        crl = PKI.crl(7);
        happen(PKI.authority());
        happen(Log.canaries());
        startProjector();
    }

    @Test
    void appendsLaterWhatTheLogDidNotTake() throws Exception {
        revokeOne();
        logIsAway = true;

        assertThatExceptionOfType(NotOnRecord.class).isThrownBy(() -> enforcement.enforce(demand));
        now = now.plusSeconds(30);
        logIsAway = false;
        enforcement.enforce(demand);

        assertThat(lastEnforced().sessionsEnded()).isOne();
        assertThat(lastEnforced().latencyMillis()).isLessThan(30_000);
        assertThat(proof.kicked).containsExactly(Log.device(1));
    }

    @Test
    void endsNoSessionAgainAndAgainWhileTheCrlIsAway() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        enforceWhatWasBefore();
        happen(Log.revoked(1, 1));
        crl = "";

        for (int n = 0; n < 3; n++) {
            assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> enforcement.enforce(demand));
        }
        assertThat(proof.kicked).hasSize(1);

        crl = PKI.crl(8, 1);
        enforcement.enforce(demand);
        enforcement.enforce(demand);
        assertThat(proof.kicked).hasSize(2);
        assertThat(receipts).filteredOn(BrokerPolicyEnforced.class::isInstance).hasSize(2);
    }

    @Test
    void noticesThatNobodySignsAnyLonger() throws Exception {
        enforcement.enforce(demand);
        crl = "";
        now = now.plusSeconds(2500); // CRLs here live for 3900 s, of which 300 are over.
        assertThat(enforcement.enforce(demand).trouble()).isEqualTo("no CRL today");

        crl = PKI.crl(8);
        now = Instant.now();
        assertThat(enforcement.enforce(demand).trouble()).isNull();
        now = now.plusSeconds(2700);
        assertThat(enforcement.enforce(demand).trouble()).contains("past three quarters of its life");
    }

    @Test
    void saysHowFarACrlIsAheadUntilAnotherIsSigned() throws Exception {
        Instant real = Instant.now();
        now = real.plusSeconds(3 * 86_400);
        crl = PKI.crl("issuing", 9, now.minusSeconds(300), now.plusSeconds(86_400), "");
        assertThat(enforcement.enforce(demand).trouble()).isNull();
        now = real;
        proof.verdict = FakeProof.BAD;

        assertThatExceptionOfType(NotEnforced.class)
                .isThrownBy(() -> enforcement.enforce(demand))
                .withMessageContaining("The CRL is from the future")
                .withMessageContaining("2 d 23 h ahead of this clock");
        assertThat(enforcement.state().at(now).trouble()).contains("2 d 23 h ahead of this clock");

        proof.verdict = FakeProof.GOOD;
        crl = PKI.crl(10);
        assertThat(enforcement.enforce(demand).trouble()).isNull();
        assertThat(folder().crl()).hasContent(crl);
        assertThat(folder().lastGood().resolve("crl.pem")).hasContent(crl);
    }

    @Test
    void endsSessionsAnewAfterARollBack() throws Exception {
        revokeOne();
        logIsAway = true;
        assertThatExceptionOfType(NotOnRecord.class).isThrownBy(() -> enforcement.enforce(demand));
        logIsAway = false;
        proof.verdict = FakeProof.BAD;
        assertThatExceptionOfType(NotEnforced.class).isThrownBy(() -> enforcement.enforce(demand));
        proof.verdict = FakeProof.GOOD;

        enforcement.enforce(demand);

        assertThat(proof.kicked).containsExactly(Log.device(1), Log.device(1));
    }

    @Test
    void leavesNoReceiptForAReloadThatNobodySaw() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        enforcement.enforce(demand);
        happen(Log.revoked(1, 1));
        crl = "";
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> enforcement.enforce(demand));
        crl = PKI.crl(8, 1);
        long told = reloads();

        proof.silence = new ReloadUnseen("not a word");
        for (int n = 1; n <= 2; n++) {
            assertThatExceptionOfType(ReloadUnseen.class).isThrownBy(() -> enforcement.enforce(demand));
            assertThat(reloads()).isEqualTo(told + n);
        }

        assertThat(receipts).filteredOn(BrokerPolicyEnforced.class::isInstance).hasSize(1);
    }

    @Test
    void tellsABrokerAgainThatWasSeenToDoSomethingElse() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        proof.verdict = FakeProof.BAD;

        assertThat(turn()).containsInstanceOf(NotEnforced.class);
        long told = reloads();
        assertThat(turn()).containsInstanceOf(NotEnforced.class);

        assertThat(reloads()).isEqualTo(told + 1);
    }

    @Test
    void neverTakesBackWhatAReceiptTellsOf() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        enforcement.enforce(demand);
        Files.move(folder().lastGood(), temp.resolve("older"));
        Files.writeString(folder().lastGood(), "in the way");
        happen(Log.revoked(1, 1));
        crl = PKI.crl(8, 1);

        assertThat(turn()).isEmpty();
        assertThat(lastEnforced().position()).isEqualTo(demand.policy().position());

        Files.delete(folder().lastGood());
        Files.move(temp.resolve("older"), folder().lastGood());
        proof.verdict = FakeProof.BAD;
        assertThat(turn()).containsInstanceOf(NotEnforced.class);
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).doesNotContainKey(Log.device(1));
    }

    @Test
    void keepsForLaterWhatAFullDiskDidNotLetItKeep() throws Exception {
        Files.writeString(folder().lastGood(), "in the way");
        happen(Log.registered(1), Log.issued(1, 1));
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
        proof.kicked.clear();

        for (int n = 1; n <= 3; n++) {
            assertThatExceptionOfType(NotWritten.class)
                    .isThrownBy(() -> enforcement.enforce(demand))
                    .withMessageStartingWith("The broker's folder cannot be written: ")
                    .withMessageContaining(folder().dir() + " has ")
                    .withMessageEndingWith(
                            " bytes free. Sessions of 1 devices that lost access are ended again and again");
            assertThat(proof.kicked).hasSize(n).containsOnly(Log.device(1));
        }
        assertThat(enforcement.urgent()).isTrue();
        assertThat(stops).isZero();

        clear(obstacle);
        enforcement.enforce(demand);
        assertThat(enforcement.urgent()).isFalse();
        assertThat(proof.kicked).hasSize(4);
        assertThat(lastEnforced().sessionsEnded()).isOne();
    }

    @Test
    void stopsABrokerWhoseFilesLetInWhoLostAccess() throws Exception {
        closeAfter = Duration.ZERO;
        startProjector();
        happen(Log.registered(1), Log.issued(1, 1));
        enforceWhatWasBefore();
        Path obstacle = inTheWay();
        happen(Log.registered(2), Log.issued(2, 2));
        assertThatExceptionOfType(NotWritten.class).isThrownBy(() -> enforcement.enforce(demand));
        assertThat(stops).isZero(); // A right that nobody got yet is not worth that.
        assertThat(enforcement.urgent()).isFalse();

        happen(Log.revoked(1, 1));
        crl = PKI.crl(8, 1);
        proof.silence = new IOException("The broker does not answer");
        for (int n = 0; n < 3; n++) {
            assertThatExceptionOfType(NotWritten.class)
                    .isThrownBy(() -> enforcement.enforce(demand))
                    .withMessageContaining("The broker is stopped");
        }
        assertThat(stops).isOne();

        proof.silence = null; // Somebody else started it.
        assertThatExceptionOfType(NotWritten.class).isThrownBy(() -> enforcement.enforce(demand));
        assertThat(stops).isEqualTo(2);
        clear(obstacle);
        enforcement.enforce(demand);
        assertThat(lastEnforced().position()).isEqualTo(demand.policy().position());
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
        happen(Log.registered(1), Log.issued(1, 1));
        enforcement.enforce(demand);
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
        happen(Log.registered(1), Log.issued(1, 1));
        for (int n = 0; n < 50; n++) {
            proof.silence = new IOException(n % 2 == 0 ? "nobody there" : "nobody answers");
            assertThat(turn()).isPresent();
        }
        assertThat(receipts).hasSize(2);

        for (int n = 0; n < 50; n++) {
            proof.silence = new IOException("reason " + n);
            assertThat(turn()).isPresent();
        }
        assertThat(receipts).hasSize(Rejections.AT_MOST);

        now = now.plus(Rejections.WITHIN).plusSeconds(1);
        assertThat(turn()).isPresent();
        proof.silence = new IOException("and once more");
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(Rejections.AT_MOST + 2);
    }

    @Test
    void recordsAFailureAnewThatComesBackThoughNotForEver() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        for (int n = 0; n < 50; n++) {
            proof.silence = new IOException("nobody there");
            assertThat(turn()).isPresent();
            proof.silence = null;
            assertThat(turn()).isEmpty();
        }

        assertThat(receipts).filteredOn(BrokerPolicyRejected.class::isInstance).hasSize(Rejections.AT_MOST);
        assertThat(receipts).hasSize(2 * Rejections.AT_MOST).last().isInstanceOf(BrokerPolicyEnforced.class);
    }

    @Test
    void keepsWhatWaitsForADeviceThatMayComeBack() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1), Log.issued(1, 2), Log.registered(2), Log.issued(2, 3));
        enforceWhatWasBefore();
        happen(Log.revoked(1, 1), new DeviceDecommissioned(Log.device(2), null));
        enforcement.enforce(demand);

        assertThat(proof.kicked).containsExactlyInAnyOrder(Log.device(1), Log.device(2));
        assertThat(proof.forgotten).containsExactly(Log.device(2));
    }

    @Test
    void leavesItsReceiptThoughTheBrokerDoesNotForget() throws Exception {
        happen(Log.registered(2), Log.issued(2, 3));
        enforceWhatWasBefore();
        happen(new DeviceDecommissioned(Log.device(2), null));
        proof.forgets = false;
        enforcement.enforce(demand);
        assertThat(lastEnforced().position()).isEqualTo(demand.policy().position());

        proof.forgets = true;
        enforcement.enforce(demand);
        assertThat(proof.forgotten).containsExactly(Log.device(2));
    }

    @Test
    void doesNotBlameANewBrokerForWhatIsLongPast() throws Exception {
        for (int n = 1; n <= 250; n++) {
            happen(Log.registered(n), Log.issued(n, n), new DeviceDecommissioned(Log.device(n), null));
        }

        enforcement.enforce(demand);

        assertThat(proof.kicked).hasSize(251);
        assertThat(proof.forgotten).hasSize(100);
        assertThat(lastEnforced().latencyMillis()).isNull();
        assertThat(metrics.get("revocation.enforcement").timer().count()).isZero();
        enforcement.enforce(demand);
        enforcement.enforce(demand);
        assertThat(proof.forgotten).hasSize(251).doesNotHaveDuplicates();
    }

    /** A broker that nobody waits for must not let anybody in unseen. */
    @Test
    void contradictsAtOnceIfTheLogTakesTheBrokerForGone() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        enforcement.enforce(demand);
        happen(receipts.getLast());
        Demand before = demand;

        happen(new BrokerRetired(Log.BROKER, "a mistake"));
        assertThat(demand.asksMoreThan(before)).as("the loop wakes up").isTrue();
        enforcement.enforce(demand);
        enforcement.enforce(demand);
        assertThat(receipts).hasSize(2).allMatch(BrokerPolicyEnforced.class::isInstance);
        assertThat(lastEnforced().position()).isEqualTo(demand.policy().position());

        happen(receipts.getLast(), new BrokerRetired(Log.BROKER, "a mistake"));
        enforcement.enforce(demand);
        assertThat(receipts).hasSize(3);
        happen(receipts.getLast(), new BrokerProofDisabled(Log.BROKER));
        enforcement.enforce(demand);
        assertThat(receipts).hasSize(4);
        happen(receipts.getLast(), new BrokerRetired(new BrokerId("another"), null));
        enforcement.enforce(demand);
        assertThat(receipts).hasSize(4);
    }

    @Test
    void contradictsBeforeItAsksTheBroker() throws Exception {
        revokeOne();
        enforcement.enforce(demand);
        BrokerPolicyEnforced first = lastEnforced();
        happen(first, new BrokerRetired(Log.BROKER, "a mistake"));
        proof.silence = new IOException("nobody answers");

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
        happen(Log.registered(1), Log.issued(1, 1));
        proof.silence = new IOException("nobody answers");
        assertThat(turn()).isPresent();
        happen(receipts.getLast());
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(1);

        happen(new BrokerRetired(Log.BROKER, "a mistake"));
        assertThat(turn()).isPresent();
        assertThat(turn()).isPresent();
        assertThat(receipts).hasSize(2).allMatch(BrokerPolicyRejected.class::isInstance);

        proof.silence = null;
        assertThat(turn()).isEmpty();
        assertThat(lastEnforced().position()).isEqualTo(demand.policy().position());
    }

    @Test
    void saysOnceThatNoReceiptWillComeWhereNobodyAsksTheBroker() throws Exception {
        BrokerProofDisabled silence = new BrokerProofDisabled(Log.BROKER);
        happen(Log.registered(1), Log.issued(1, 1));
        enforcement = enforcement(null);

        enforcement.enforce(demand);
        enforcement.enforce(demand);
        assertThat(receipts).containsExactly(silence);

        happen(silence);
        enforcement = enforcement(null);
        enforcement.enforce(demand);
        assertThat(receipts).as("after a restart").containsExactly(silence);

        happen(new BrokerRetired(Log.BROKER, null));
        enforcement.enforce(demand);
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
        assertThat(proof.kicked).hasSize(5 * PER_SECOND);

        happen(Log.revoked(500, 500));
        crl = PKI.crl(8, 500);
        assertThat(enforcement.cleanUp(demand, () -> true))
                .as("while a release waits")
                .isFalse();
        enforcement.enforce(demand);
        assertThat(proof.kicked).hasSize(5 * PER_SECOND + 1).endsWith(Log.device(500));
        assertThat(lastEnforced().expiredThrough()).isEqualTo(firstExpiry + 5 * PER_SECOND - 1);
        assertThat(lastEnforced().sessionsEnded()).isEqualTo(5 * PER_SECOND + 1);
        int receiptsBefore = receipts.size();

        int seconds = 0;
        while (!cleanUp()) {
            now = now.plusSeconds(1);
            assertThat(++seconds).isLessThan(500);
        }
        enforcement.enforce(demand);

        assertThat(seconds).isEqualTo((500 - 5 * PER_SECOND) / PER_SECOND - 1);
        assertThat(receipts).hasSize(receiptsBefore + 1);
        assertThat(lastEnforced().sessionsEnded()).isEqualTo(500 - 5 * PER_SECOND);
        assertThat(lastEnforced().causedAt())
                .as("no loss of access is younger than its receipt")
                .isNull();
        assertThat(demand.cleanup().expired()).isEmpty();
        assertThat(reloads()).as("the first release and the revocation's").isEqualTo(2);
    }

    @Test
    void endsOnlyWhatNoReceiptTellsOfAfterARestart() throws Exception {
        expireAtOnce(2 * PER_SECOND);
        assertThat(cleanUp()).isFalse();
        enforcement.enforce(demand); // The receipt of the first half.
        proof.kicked.clear();
        startProjector();
        enforcement.enforce(demand);

        assertThat(cleanUp()).isTrue();
        enforcement.enforce(demand);

        assertThat(proof.kicked).hasSize(PER_SECOND).startsWith(Log.device(PER_SECOND + 1));
        startProjector();
        enforcement.enforce(demand);
        assertThat(cleanUp()).isFalse();
        assertThat(proof.kicked).hasSize(PER_SECOND);
    }

    @Test
    void endsWhatAnEarlierVersionLeftStanding() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1), new CertificateExpired(Log.device(1), Log.serial(1), null));
        happen(Log.registered(2), Log.issued(2, 2), new DeviceDecommissioned(Log.device(2), null));
        happen(Log.enforced("mosquitto", demand.policy().position()));
        enforcement.enforce(demand);
        proof.kicked.clear();

        assertThat(cleanUp()).isTrue();

        assertThat(proof.kicked).containsExactly(Log.device(1));
        assertThat(proof.purged).as("nobody purges what is long past").isEmpty();
    }

    @Test
    void purgesNothingThatWasBeforeItsFirstReceipt() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1), new DeviceDecommissioned(Log.device(1), null));
        enforcement.enforce(demand);
        assertThat(cleanUp()).isFalse();
        assertThat(demand.cleanup().purges()).isEmpty();

        happen(Log.registered(2), Log.issued(2, 2), new DeviceDecommissioned(Log.device(2), null));
        enforcement.enforce(demand);
        assertThat(cleanUp()).isTrue();
        assertThat(proof.purged)
                .containsExactly(new Cleanup.Purge(Log.device(2), List.of("devices/" + Log.device(2) + "/#")));
    }

    @Test
    void purgesNothingBeforeTheCrlKeepsTheDeviceFromComingBack() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        enforceWhatWasBefore();
        happen(new CertificateRevoked(
                Log.device(1), Log.serial(1), RevocationReason.KEY_COMPROMISE, null, Log.AT.plusSeconds(60)));
        crl = "";
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> enforcement.enforce(demand));
        assertThat(cleanUp()).isFalse();
        assertThat(proof.purged).isEmpty();

        crl = PKI.crl(8, 1);
        enforcement.enforce(demand);
        assertThat(cleanUp()).isTrue();
        assertThat(proof.purged).hasSize(1);
    }

    @Test
    void saysThatItCannotPurgeAndTriesAgain() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        enforceWhatWasBefore();
        happen(new DeviceDecommissioned(Log.device(1), null));
        proof.forgets = false;
        enforcement.enforce(demand);
        assertThat(cleanUp()).isFalse();
        assertThat(enforcement.enforce(demand).trouble()).contains("could not be cleaned up: no room for us");
        assertThat(lastEnforced().purgedThrough()).isEqualTo(demand.policy().position() - 1);

        proof.forgets = true;
        assertThat(cleanUp()).as("not at once").isFalse();
        now = now.plusSeconds(10);
        assertThat(cleanUp()).isTrue();
        assertThat(enforcement.enforce(demand).trouble()).isNull();
        assertThat(lastEnforced().purgedThrough())
                .isGreaterThanOrEqualTo(demand.policy().position());
    }

    private long firstExpiry;

    private void expireAtOnce(int devices) throws Exception {
        for (int n = 1; n <= devices; n++) {
            happen(Log.registered(n), Log.issued(n, n));
        }
        enforceWhatWasBefore();
        firstExpiry = demand.reached() + 1;
        for (int n = 1; n <= devices; n++) {
            happen(new CertificateExpired(Log.device(n), Log.serial(n), 0));
        }
        enforcement.enforce(demand);
        assertThat(proof.kicked).isEmpty();
    }

    private boolean cleanUp() throws InterruptedException {
        return enforcement.cleanUp(demand, () -> false);
    }

    private void revokeOne() throws Exception {
        happen(Log.registered(1), Log.issued(1, 1));
        enforceWhatWasBefore();
        happen(Log.revoked(1, 1));
        crl = PKI.crl(8, 1);
    }

    private void enforceWhatWasBefore() throws Exception {
        enforcement.enforce(demand);
        proof.kicked.clear();
        proof.forgotten.clear();
    }

    private Optional<Exception> turn() throws InterruptedException {
        try {
            enforcement.enforce(demand);
            return Optional.empty();
        } catch (IOException | ReleaseRefused e) {
            enforcement.reject(demand, e);
            return Optional.of(e);
        }
    }

    private void happen(OnboardingEvent... events) {
        for (OnboardingEvent event : events) {
            demand = demand.after(new Recorded<>(demand.reached() + 1, now, event));
        }
    }

    private BrokerPolicyEnforced lastEnforced() {
        return (BrokerPolicyEnforced) receipts.getLast();
    }

    private void startProjector() {
        enforcement = enforcement(proof);
    }

    private Enforcement enforcement(@Nullable Proof asked) {
        Broker broker = Broker.of(
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
        return new Enforcement(
                broker,
                new Enroller(broker, receipts::add, new SecureRandom(), () -> now),
                new Publisher(
                        new Reserve(folder()),
                        _ -> fetch(),
                        asked == null ? ReloadWitness.NOBODY : asked,
                        ReloadCommand.of("echo >> " + temp.resolve("reloads")),
                        () -> now),
                asked,
                new LastResort(proof, () -> ++stops > 0, closeAfter),
                this::append,
                new EnforcementMetrics(metrics, "mosquitto"),
                PER_SECOND,
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

    private long reloads() throws IOException {
        return Files.size(temp.resolve("reloads"));
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }
}
