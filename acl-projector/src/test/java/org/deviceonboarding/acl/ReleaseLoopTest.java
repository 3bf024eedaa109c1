package org.deviceonboarding.acl;

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
import org.deviceonboarding.messages.acl.AclFile;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BrokerRetired;
import org.deviceonboarding.messages.event.CertificateExpired;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The release loop")
class ReleaseLoopTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final int FLEET = 500;
    private static final int PER_SECOND = 20;
    private static final Demand HALF = Log.demand(Log.issued(1, 1));
    private static final Demand ALL = Log.demand(Log.issued(1, 1), Log.issued(2, 2));

    @TempDir
    Path temp;

    private final List<BrokerEvent> receipts = new CopyOnWriteArrayList<>();
    private String crl = "";

    @BeforeEach
    void prepareFolder() throws IOException {
        PKI.brokerFolder(folder());
        crl = PKI.crl(7);
    }

    @Test
    void publishesNothingOfAHalfReadLog() throws Exception {
        ReleaseLoop loop = loop(() -> OptionalLong.of(2));

        assertThat(loop.turn()).isEqualTo(BrokerState.STARTING);
        loop.demand(HALF);
        assertThat(loop.turn()).isEqualTo(BrokerState.STARTING);
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
        ReleaseLoop loop = loop(() -> OptionalLong.of(head[0]));
        loop.demand(HALF);
        loop.turn();
        head[0] = 100;
        loop.demand(ALL);

        assertThat(loop.turn().position()).isEqualTo(2);
    }

    @Test
    void givesABrokerOfANewFleetItsEmptyPolicy() throws Exception {
        ReleaseLoop loop = loop(OptionalLong::empty);
        loop.demand(Log.demand());

        assertThat(loop.turn()).satisfies(state -> assertThat(state.position()).isZero());
    }

    @Test
    void waitsForALogThatDoesNotAnswer() throws Exception {
        ReleaseLoop loop = loop(() -> {
            throw new IllegalStateException("no database");
        });
        loop.demand(ALL);

        assertThat(loop.turn().trouble()).contains("no database");
        assertThat(folder().acl()).doesNotExist();
    }

    @Test
    void saysWhatKeepsItFromPublishing() throws Exception {
        crl = "garbage";

        ReleaseLoop loop = loop(OptionalLong::empty);
        loop.demand(HALF);
        BrokerState state = loop.turn();

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
        FakeProof proof = new FakeProof();
        Demand demand = Log.demand(Log.registered(FLEET), Log.issued(FLEET, FLEET));
        ReleaseLoop loop = loop(OptionalLong::empty, Optional.empty(), proof);
        loop.start();
        try {
            for (int n = 1; n < FLEET; n++) {
                demand = after(demand, new CertificateExpired(Log.device(n), Log.serial(n), 0));
            }
            loop.demand(demand);
            Deadline first = new Deadline("the first sessions");
            while (proof.kicked.isEmpty()) {
                first.pause();
            }
            assertThat(proof.kicked).hasSizeLessThanOrEqualTo(PER_SECOND);

            loop.demand(after(demand, Log.revoked(FLEET, FLEET)));
            Deadline second = new Deadline("the revocation");
            while (!proof.kicked.contains(Log.device(FLEET))) {
                second.pause();
            }
            assertThat(proof.kicked).hasSizeLessThan(FLEET / 2);
        } finally {
            loop.stop();
        }
    }

    /** A loss of access must not look complete without a broker that is in use. */
    @Test
    void contradictsARetirementWithoutWaitingForCompany() throws Exception {
        ReleaseLoop loop = loop(OptionalLong::empty, Optional.of("2.0.11"), new FakeProof());
        Demand demand = Log.demand(Log.registered(1), Log.issued(1, 1));
        loop.demand(demand);
        long began = System.nanoTime();
        loop.start();
        try {
            awaitReceipts(1);
            loop.demand(after(after(demand, receipts.getFirst()), new BrokerRetired(Log.BROKER, "a mistake")));
            awaitReceipts(2);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(loop.gathering());
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

    private static Demand after(Demand demand, OnboardingEvent event) {
        return demand.after(new Recorded<>(demand.reached() + 1, Log.AT, event));
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }

    private ReleaseLoop loop(LogHead head) {
        return loop(head, Optional.empty(), null);
    }

    private ReleaseLoop loop(LogHead head, Optional<String> version, @Nullable Proof proof) {
        InstantSource clock = InstantSource.system();
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
        Enforcement enforcement = new Enforcement(
                broker,
                new Enroller(broker, _ -> {}, new SecureRandom(), clock),
                new Publisher(new Reserve(folder()), _ -> crl, ReloadWitness.NOBODY, new NoReload(), clock),
                proof,
                new LastResort(proof, BrokerStop.NONE, Duration.ZERO),
                receipts::add,
                new EnforcementMetrics(new SimpleMeterRegistry(), "mosquitto"),
                PER_SECOND,
                clock);
        return new ReleaseLoop(
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
