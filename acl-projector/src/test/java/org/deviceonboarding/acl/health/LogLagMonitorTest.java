package org.deviceonboarding.acl.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.enrolment.Enroller;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.release.Deployer;
import org.deviceonboarding.acl.release.FailClosed;
import org.deviceonboarding.acl.release.FakeBroker;
import org.deviceonboarding.acl.release.ReconcileLoop;
import org.deviceonboarding.acl.release.Reconciler;
import org.deviceonboarding.acl.release.ReleaseMetrics;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The watch over the log")
class LogLagMonitorTest {
    private static final DesiredState READ_UP_TO_2 = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2));

    @TempDir
    Path temp;

    private final Instant start = Instant.parse("2026-11-01T00:00:00Z");
    private Instant now = start;
    private boolean silent;
    private long head = 2;
    private ReconcileLoop loop;
    private LogLagMonitor watch;

    @BeforeEach
    void readTheLog() {
        loop = loop();
        loop.desired(READ_UP_TO_2);
        watch = new LogLagMonitor(this::head, loop, () -> now);
    }

    @Test
    void isContentWithAReaderThatKeepsUp() {
        for (int n = 0; n < 10; n++) {
            pass(10);
            assertThat(watch.trouble()).isNull();
        }
        assertThat(watch.level()).isEqualTo(now);
    }

    @Test
    void leavesTheFirstReadingToOthers() {
        head = 3;
        for (int n = 0; n < 10; n++) {
            pass(10);
            assertThat(watch.trouble()).isNull();
            assertThat(watch.level()).isNull();
        }
    }

    @Test
    void tellsOfALogThatDoesNotAnswer() {
        pass(10);
        silent = true;
        pass(20);
        assertThat(watch.trouble()).isNull();

        pass(10);
        assertThat(watch.trouble()).startsWith("The log could not be read since 2026-11-01T00:00:10Z");

        silent = false;
        pass(10);
        assertThat(watch.trouble()).isNull();
    }

    @Test
    void tellsOfAReaderThatIsStuck() {
        pass(10);
        head = 3;
        pass(10);
        pass(30);
        assertThat(watch.trouble()).contains("not enforced");
        assertThat(watch.level()).isEqualTo(start.plusSeconds(10));
    }

    @Test
    void doesNotMindThatThereIsAlwaysSomethingNew() {
        for (long n = 2; n < 12; n++) {
            head = n + 1;
            pass(10);
            assertThat(watch.trouble()).isNull();
            loop.desired(desiredAt(n + 1));
        }
    }

    private static DesiredState desiredAt(long position) {
        DesiredState desired = READ_UP_TO_2;
        for (int n = 3; n <= position; n++) {
            desired = desired.after(new Recorded<>(n, TestLog.AT, TestLog.issued(n, n)));
        }
        return desired;
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        watch.turn();
    }

    private OptionalLong head() {
        if (silent) {
            throw new IllegalStateException("no database");
        }
        return OptionalLong.of(head);
    }

    private ReconcileLoop loop() {
        FakeBroker broker = new FakeBroker();
        broker.asked = false;
        BrokerSettings settings = BrokerSettings.of(
                new BrokerProperties(
                        null,
                        temp.resolve("mosquitto.acl").toString(),
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
                new Enroller(settings, _ -> {}, new SecureRandom(), () -> now),
                new Deployer(new DiskReserve(settings.folder(), () -> {}), _ -> "", broker, () -> now),
                new FailClosed(broker, Duration.ZERO),
                null,
                _ -> {},
                new ReleaseMetrics(new SimpleMeterRegistry(), "mosquitto"),
                () -> now);
        return new ReconcileLoop(settings, this::head, reconciler, broker, new FolderOwner(settings.folder()));
    }
}
