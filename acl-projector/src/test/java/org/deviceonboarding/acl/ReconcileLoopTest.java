package org.deviceonboarding.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The release loop")
class ReconcileLoopTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final int FLEET = 500;
    private static final int PER_SECOND = 20;
    private static final DesiredState HALF = TestLog.demand(TestLog.issued(1, 1));
    private static final DesiredState ALL = TestLog.demand(TestLog.issued(1, 1), TestLog.issued(2, 2));

    @TempDir
    Path temp;

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
        loop.demand(HALF);
        assertThat(loop.turn()).isEqualTo(BrokerStatus.STARTING);
        assertThat(folder().acl()).doesNotExist();

        loop.demand(ALL);
        assertThat(loop.turn())
                .satisfies(state -> assertThat(state.position()).isEqualTo(2))
                .satisfies(state -> assertThat(state.trouble()).isNull());
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).hasSize(2);
    }

    @Test
    void asksForTheHeadOnceAndNotForEver() throws Exception {
        long[] head = {1};
        ReconcileLoop loop = loop(() -> OptionalLong.of(head[0]));
        loop.demand(HALF);
        loop.turn();
        head[0] = 100;
        loop.demand(ALL);

        assertThat(loop.turn().position()).isEqualTo(2);
    }

    @Test
    void givesABrokerOfANewFleetItsEmptyPolicy() throws Exception {
        ReconcileLoop loop = loop(OptionalLong::empty);
        loop.demand(TestLog.demand());

        assertThat(loop.turn()).satisfies(state -> assertThat(state.position()).isZero());
    }

    @Test
    void waitsForALogThatDoesNotAnswer() throws Exception {
        ReconcileLoop loop = loop(() -> {
            throw new IllegalStateException("no database");
        });
        loop.demand(ALL);

        assertThat(loop.turn().trouble()).contains("no database");
        assertThat(folder().acl()).doesNotExist();
    }

    @Test
    void saysWhatKeepsItFromPublishing() throws Exception {
        crl = "garbage";

        ReconcileLoop loop = loop(OptionalLong::empty);
        loop.demand(HALF);
        BrokerStatus state = loop.turn();

        assertThat(state.position()).isNull();
        assertThat(state.trouble()).isEqualTo("The CRL is not PEM");
    }

    @Test
    void letsGrantsWaitLongerWhereAReloadMayCrashTheBroker() {
        assertThat(loop(OptionalLong::empty, Optional.of("2.0.11"), null).gathering())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(loop(OptionalLong::empty, Optional.of("2.1.2"), null).gathering())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(loop(OptionalLong::empty, Optional.empty(), null).gathering())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void endsSessionsOfALostDeviceAtOnceAmongManyWhoseCertificatesAreOver() throws Exception {
        FakeBroker proof = new FakeBroker();
        DesiredState demand = TestLog.demand(TestLog.registered(FLEET), TestLog.issued(FLEET, FLEET));
        ReconcileLoop loop = loop(OptionalLong::empty, Optional.empty(), proof);
        loop.start();
        try {
            for (int n = 1; n < FLEET; n++) {
                demand = after(demand, new CertificateExpired(TestLog.device(n), TestLog.serial(n), 0));
            }
            loop.demand(demand);
            Deadline first = new Deadline("the first sessions");
            while (proof.kicked.isEmpty()) {
                first.pause();
            }
            assertThat(proof.kicked).hasSizeLessThanOrEqualTo(PER_SECOND);

            loop.demand(after(demand, TestLog.revoked(FLEET, FLEET)));
            Deadline second = new Deadline("the revocation");
            while (!proof.kicked.contains(TestLog.device(FLEET))) {
                second.pause();
            }
            assertThat(proof.kicked).hasSizeLessThan(FLEET / 2);
        } finally {
            loop.stop();
        }
    }

    private static DesiredState after(DesiredState demand, OnboardingEvent event) {
        return demand.after(new Recorded<>(demand.reached() + 1, TestLog.AT, event));
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }

    private ReconcileLoop loop(LogHead head) {
        return loop(head, Optional.empty(), null);
    }

    private ReconcileLoop loop(LogHead head, Optional<String> version, @Nullable Proof proof) {
        InstantSource clock = InstantSource.system();
        BrokerSettings broker = BrokerSettings.of(
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
        Reconciler enforcement = new Reconciler(
                broker,
                new Enroller(broker, _ -> {}, new SecureRandom(), clock),
                new Deployer(new DiskReserve(folder()), _ -> crl, ReloadWitness.NOBODY, new NoReload(), clock),
                proof,
                new FailClosed(proof, BrokerStop.NONE, Duration.ZERO),
                _ -> {},
                new ReleaseMetrics(new SimpleMeterRegistry(), "mosquitto"),
                PER_SECOND,
                clock);
        return new ReconcileLoop(
                broker,
                head,
                enforcement,
                new MosquittoConf(
                        broker.folder(),
                        broker.port(),
                        broker.admin(),
                        Optional.empty(),
                        Optional.empty(),
                        version,
                        new SecureRandom()),
                new FolderOwner(broker.folder()));
    }
}
