package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.cleanup.Cleaner;
import org.deviceonboarding.acl.cleanup.CleanupMetrics;
import org.deviceonboarding.acl.enrolment.Enroller;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.testkit.process.Deadline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The release loop")
class ReconcileLoopTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final int FLEET = 500;
    private static final int PER_SECOND = 20;
    private static final DesiredState HALF = TestLog.desired(TestLog.issued(1, 1));
    private static final DesiredState ALL = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2));

    @TempDir
    Path temp;

    private final FakeBroker broker = new FakeBroker();
    private final List<BrokerEvent> receipts = new CopyOnWriteArrayList<>();
    private String crl = "";

    @BeforeEach
    void prepareFolder() throws IOException {
        PKI.brokerFolder(folder());
        crl = PKI.crl(7);
    }

    @Test
    void publishesNothingOfAHalfReadLog() throws Exception {
        ReconcileLoop loop = loop(() -> OptionalLong.of(2));

        assertThat(loop.turn()).isEqualTo(BrokerStatus.STARTING);
        loop.desired(HALF);
        assertThat(loop.turn()).isEqualTo(BrokerStatus.STARTING);
        assertThat(folder().acl()).doesNotExist();

        loop.desired(ALL);
        assertThat(loop.turn())
                .satisfies(status -> assertThat(status.position()).isEqualTo(2))
                .satisfies(status -> assertThat(status.trouble()).isNull());
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).hasSize(2);
    }

    @Test
    void publishesNothingOfALogThatIsReadAgainUntilAllOfItWasRead() throws Exception {
        long[] head = {2};
        ReconcileLoop loop = loop(() -> OptionalLong.of(head[0]));
        loop.desired(ALL);
        loop.turn();
        head[0] = 3;
        loop.readAgain();
        assertThat(loop.turn()).isEqualTo(BrokerStatus.STARTING);
        loop.desired(HALF);
        loop.turn();
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).hasSize(2);

        DesiredState other = TestLog.desired(TestLog.issued(1, 1), TestLog.registered(2), TestLog.issued(2, 2));
        loop.desired(other);

        assertThat(loop.turn().position()).isEqualTo(3);
    }

    @Test
    void asksForTheHeadOnceAndNotForEver() throws Exception {
        long[] head = {1};
        ReconcileLoop loop = loop(() -> OptionalLong.of(head[0]));
        loop.desired(HALF);
        loop.turn();
        head[0] = 100;
        loop.desired(ALL);

        assertThat(loop.turn().position()).isEqualTo(2);
    }

    @Test
    void givesABrokerOfANewFleetItsEmptyPolicy() throws Exception {
        ReconcileLoop loop = loop(OptionalLong::empty);
        loop.desired(TestLog.desired());

        assertThat(loop.turn())
                .satisfies(status -> assertThat(status.position()).isZero());
    }

    @Test
    void waitsForALogThatDoesNotAnswer() throws Exception {
        ReconcileLoop loop = loop(() -> {
            throw new IllegalStateException("no database");
        });
        loop.desired(ALL);

        assertThat(loop.turn().trouble()).contains("no database");
        assertThat(folder().acl()).doesNotExist();
    }

    @Test
    void saysWhatKeepsItFromPublishing() throws Exception {
        crl = "garbage";

        ReconcileLoop loop = loop(OptionalLong::empty);
        loop.desired(HALF);
        BrokerStatus status = loop.turn();

        assertThat(status.position()).isNull();
        assertThat(status.trouble()).isEqualTo("The CRL is not PEM");
    }

    @Test
    void endsSessionsOfALostDeviceAtOnceAmongManyWhoseCertificatesAreOver() throws Exception {
        DesiredState desired = TestLog.desired(TestLog.registered(FLEET), TestLog.issued(FLEET, FLEET));
        ReconcileLoop loop = loop(OptionalLong::empty, broker);
        loop.start();
        try {
            for (int n = 1; n < FLEET; n++) {
                desired = after(desired, new CertificateExpired(TestLog.device(n), TestLog.serial(n), 0));
            }
            loop.desired(desired);
            Deadline first = new Deadline("the first sessions");
            while (broker.kicked.isEmpty()) {
                first.pause();
            }
            assertThat(broker.kicked).hasSizeLessThanOrEqualTo(PER_SECOND);

            loop.desired(after(desired, TestLog.revoked(FLEET, FLEET)));
            Deadline second = new Deadline("the revocation");
            while (!broker.kicked.contains(TestLog.device(FLEET))) {
                second.pause();
            }
            assertThat(broker.kicked).hasSizeLessThan(FLEET / 2);
        } finally {
            loop.stop();
        }
    }

    /** A loss of access must not look complete without a broker that is in use. */
    @Test
    void contradictsARetirementWithoutWaitingForCompany() throws Exception {
        broker.gathering = Duration.ofDays(1);
        ReconcileLoop loop = loop(OptionalLong::empty, broker);
        DesiredState desired = TestLog.desired(TestLog.registered(1), TestLog.issued(1, 1));
        loop.desired(desired);
        loop.start();
        try {
            awaitReceipts(1);
            loop.desired(after(after(desired, receipts.getFirst()), new BrokerRetired(TestLog.BROKER, "a mistake")));
            awaitReceipts(2);
        } finally {
            loop.stop();
        }
    }

    @Test
    void putsASilentBrokerOnRecordWithoutWaitingForCompany() throws Exception {
        broker.gathering = Duration.ofDays(1);
        ReconcileLoop loop = loop(OptionalLong::empty, broker);
        loop.desired(TestLog.desired(TestLog.registered(1), TestLog.issued(1, 1)));
        loop.start();
        try {
            awaitReceipts(1);
            broker.silence = new IOException("nobody answers");
            broker.silenceChange.run();
            awaitReceipts(2);

            assertThat(receipts).last().isInstanceOf(BrokerPolicyRejected.class);
        } finally {
            loop.stop();
        }
    }

    private void awaitReceipts(int number) throws InterruptedException {
        Deadline deadline = new Deadline("a receipt");
        while (receipts.size() < number) {
            deadline.pause();
        }
    }

    private static DesiredState after(DesiredState desired, OnboardingEvent event) {
        return desired.after(new Recorded<>(desired.reached() + 1, TestLog.AT, event));
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }

    private ReconcileLoop loop(LogHead head) {
        broker.asked = false;
        return loop(head, broker);
    }

    private ReconcileLoop loop(LogHead head, FakeBroker broker) {
        InstantSource clock = InstantSource.system();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
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
        Reconciler reconciler = new Reconciler(
                settings,
                broker,
                new Enroller(settings, _ -> {}, new SecureRandom(), clock),
                new Deployer(new DiskReserve(folder(), () -> {}), _ -> crl, broker, clock),
                new FailClosed(broker, Duration.ZERO),
                broker.asked ? new Cleaner(broker, PER_SECOND, new CleanupMetrics(metrics, "mosquitto"), clock) : null,
                receipts::add,
                new ReleaseMetrics(metrics, "mosquitto"),
                clock);
        return new ReconcileLoop(settings, head, reconciler, broker, new FolderOwner(settings.folder()));
    }
}
