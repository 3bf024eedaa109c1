package org.deviceonboarding.command.validity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.command.bundle.KeylessBundles;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskKind;
import org.deviceonboarding.log.upkeep.Tasks;
import org.deviceonboarding.log.upkeep.Worker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.context.ActiveProfiles;

@SpringBootTest(
        classes = {TestServer.class, ReviewReadModelTest.Reviews.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "portal.renewal.sweep-interval=1d")
@ActiveProfiles("command")
@DisplayName("The read model of reviews")
class ReviewReadModelTest extends ServerTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final RenewalWindow MONTH = new RenewalWindow(Duration.ofDays(30));
    private static final int ALL = 1000;

    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1000));
    private final GivenDevice device = GivenDevice.until(end);

    @Autowired
    private DueReviews reviews;

    @Autowired
    private CommandDispatcher commands;

    @Autowired
    private Tasks tasks;

    @Autowired
    private Worker worker;

    @ComponentScan({
        "org.deviceonboarding.command.bundle",
        "org.deviceonboarding.command.device",
        "org.deviceonboarding.command.validity"
    })
    @EnableConfigurationProperties(RenewalProperties.class)
    static class Reviews {
        @Bean
        KeylessBundles keylessBundles() {
            return (device, bundle) -> {
                throw new AssertionError("A review fetches no bundle");
            };
        }
    }

    @BeforeEach
    void register() {
        append(device.registered("pump-" + UUID.randomUUID(), "pump"), device.issued());
    }

    @Test
    void findsACertificateWhenItsWindowOpensAndWhenItHasExpired() {
        Instant opens = end.minus(Duration.ofDays(30));
        assertThat(claimed(opens.minusSeconds(1), MONTH)).doesNotContain(device.id());
        assertThat(claimed(opens, new RenewalWindow(Duration.ofDays(29)))).doesNotContain(device.id());
        assertThat(claimed(opens, MONTH)).contains(device.id());

        append(device.expiring());
        assertThat(claimed(end, MONTH)).doesNotContain(device.id());
        assertThat(claimed(end.plusSeconds(1), MONTH)).contains(device.id());

        append(device.expired());
        assertThat(claimed(end.plus(Duration.ofDays(1)), MONTH)).doesNotContain(device.id());
    }

    @Test
    void findsNoCertificateInItsFirstTwoThirds() {
        Instant lastThird = end.minus(Duration.ofDays(365).dividedBy(3));
        RenewalWindow longest = new RenewalWindow(Duration.ofDays(365));

        assertThat(claimed(lastThird.minusSeconds(1), longest)).doesNotContain(device.id());
        assertThat(claimed(lastThird.plusSeconds(1), longest)).contains(device.id());
    }

    @Test
    void findsAnOlderCertificateBesideTheNewestButNoneThatWasRevoked() {
        GivenDevice renewed = new GivenDevice(device.id(), serial(), end.plus(Duration.ofDays(400)));
        append(renewed.issued());
        assertThat(claimed(end, MONTH)).doesNotContain(device.id());
        assertThat(claimed(end.plusSeconds(1), MONTH)).contains(device.id());

        append(device.revoked(RevocationReason.SUPERSEDED));
        assertThat(claimed(end.plus(Duration.ofDays(1)), MONTH)).doesNotContain(device.id());
    }

    @Test
    void givesADeviceToOneSweepUntilItsLeaseEnds() {
        assertThat(claimed(end, MONTH)).contains(device.id());
        assertThat(claimed(end.plus(Duration.ofMinutes(4)), MONTH)).doesNotContain(device.id());
        assertThat(claimed(end.plus(Duration.ofMinutes(5)), MONTH)).contains(device.id());
        assertThat(claimed(end.minus(Duration.ofDays(1)), MONTH))
                .as("the lease of a clock that was ahead")
                .contains(device.id());
    }

    @Test
    void isWhatTheSweepsEventsMakeOfItAndThoseAreAppendedOnce() throws InterruptedException {
        sweep(end);
        sweep(end.plus(Duration.ofMinutes(10)));
        sweep(end.plus(Duration.ofMinutes(20)));
        sweep(end.plus(Duration.ofMinutes(30)));

        assertThat(recorded()).containsExactly("CertificateExpiring", "CertificateExpired");
        caughtUp();
        assertThat(claimed(end.plus(Duration.ofDays(1)), MONTH)).doesNotContain(device.id());
    }

    @Test
    void appendsNothingTwiceWhileItLagsBehind() throws InterruptedException {
        sweep(end);
        caughtUp();
        jdbc.sql("""
                        update validity_review set renewable_until = '2020-02-01Z', renewable_from = '2020-01-01Z',
                            first_end = '2020-02-01Z'
                        where device_id = :id
                        """).param("id", device.id().value()).update();

        sweep(end.plus(Duration.ofMinutes(10)));

        assertThat(recorded()).containsExactly("CertificateExpiring", "CertificateExpired");
    }

    @Test
    void isCheckedAndBuiltAgain() {
        jdbc.sql("update validity_review set first_end = null where device_id = :id")
                .param("id", device.id().value())
                .update();

        assertThat(perform(TaskKind.PROOF).differences())
                .extracting(difference -> difference.key())
                .containsExactly(device.id().value());
        perform(TaskKind.REBUILD);

        assertThat(perform(TaskKind.PROOF).differencesTotal()).isZero();
        assertThat(claimed(end.plusSeconds(1), MONTH)).contains(device.id());
    }

    private Task perform(TaskKind kind) {
        UUID id = tasks.request(kind, List.of("reviews"));
        worker.wake();
        await().atMost(GENEROUS).until(() -> done(kind, id));
        return task(kind, id);
    }

    private boolean done(TaskKind kind, UUID id) {
        return task(kind, id).finishedAt() != null;
    }

    private Task task(TaskKind kind, UUID id) {
        return tasks.newest(kind).stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<DeviceId> claimed(Instant now, RenewalWindow window) {
        return reviews.claim(now, window, ALL);
    }

    private void sweep(Instant now) throws InterruptedException {
        new ValiditySweep(
                        reviews,
                        commands,
                        () -> now,
                        new ClockSkew(() -> now),
                        new RenewalProperties(30, false, Duration.ofDays(1)))
                .turn();
    }

    private void append(OnboardingEvent... events) {
        given().happened(Instant.now(), events);
        caughtUp();
    }

    private void caughtUp() {
        await().atMost(GENEROUS).until(() -> reviews.position() >= given().head());
    }

    private List<String> recorded() {
        return jdbc.sql("select payload_type from domain_event_entry where aggregate_identifier = :id"
                        + " and payload_type like 'CertificateExpir%' order by sequence_number")
                .param("id", device.id().value())
                .query((row, _) -> row.getString("payload_type"))
                .list();
    }

    private static SerialNumber serial() {
        return new SerialNumber("1" + UUID.randomUUID().toString().replace("-", ""));
    }
}
