package org.deviceonboarding.acl.release;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
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
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A reconciler with a broker that says what a test wants to hear. */
abstract class ReconcilerFixture {
    static final TestPki PKI = TestPki.SHARED;
    static final int PER_SECOND = 20;

    @TempDir
    Path temp;

    final List<BrokerEvent> receipts = new ArrayList<>();
    final FakeBroker broker = new FakeBroker();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Duration closeAfter = Duration.ofDays(1);
    boolean logIsAway;
    String crl = "";
    Instant now = Instant.now();
    DesiredState desired = DesiredState.of(TestLog.BROKER, new StrategyChoice.Fixed(AclStrategy.EXPLICIT));
    Reconciler reconciler;

    @BeforeEach
    void start() throws IOException {
        PKI.brokerFolder(folder());
        crl = PKI.crl(7);
        happen(PKI.authority());
        happen(TestLog.canaries());
        startProjector();
    }

    void revokeOne() throws Exception {
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        enforceWhatWasBefore();
        happen(TestLog.revoked(1, 1));
        crl = PKI.crl(8, 1);
    }

    void enforceWhatWasBefore() throws Exception {
        reconciler.reconcile(desired);
        broker.kicked.clear();
        broker.forgotten.clear();
    }

    boolean cleanUp() throws InterruptedException {
        return reconciler.cleanUp(desired, () -> false);
    }

    Optional<Exception> turn() throws InterruptedException {
        try {
            reconciler.reconcile(desired);
            return Optional.empty();
        } catch (IOException | ReleaseRefused e) {
            reconciler.reject(desired, e);
            return Optional.of(e);
        }
    }

    void happen(OnboardingEvent... events) {
        for (OnboardingEvent event : events) {
            desired = desired.after(new Recorded<>(desired.reached() + 1, now, event));
        }
    }

    BrokerPolicyEnforced lastEnforced() {
        return (BrokerPolicyEnforced) receipts.getLast();
    }

    final void startProjector() {
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

    String fetch() throws IOException {
        if (crl.isEmpty()) {
            throw new IOException("no CRL today");
        }
        return crl;
    }

    void append(BrokerEvent event) {
        if (logIsAway) {
            throw new IllegalStateException("no database");
        }
        receipts.add(event);
        happen(event);
    }

    BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }
}
