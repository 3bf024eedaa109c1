package org.deviceonboarding.audit.asof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.deviceonboarding.audit.AuditTest;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("As of a moment, the ACL")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AclAsOfTest extends AuditTest {
    private static final String PATH = "/audit/state/acl";
    private static final int SAMPLES = 10;

    private final List<Recorded<OnboardingEvent>> log = new ArrayList<>();
    private Caller auditor;

    @BeforeAll
    void letMuchHappen() throws Exception {
        auditor = auditor();
        for (int n = 0; n < 60; n++) {
            GivenDevice device = registered();
            if (n % 4 == 1) {
                happened(device.suspended());
            }
            if (n % 8 == 1) {
                happened(device.resumed());
            }
            if (n % 5 == 2) {
                happened(device.revoked(RevocationReason.UNSPECIFIED));
            }
            if (n == 30) {
                // Recorded late: clocks differ.
                given().happened(
                                Instant.now().minusSeconds(3600),
                                new AclTemplateDefined("late-" + UUID.randomUUID(), 1, List.of(), null));
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> snapshots() >= 2);
        EntryReader reader = new EntryReader();
        stored.read(0, stored.head(), entry -> log.add(reader.read(entry)));
    }

    @Test
    void isWhatTheLogFoldsToAtAnyPosition() {
        for (AclStrategy strategy : AclStrategy.values()) {
            folded(strategy).forEach((position, file) -> {
                Answer answer = at(strategy, position);
                assertThat(answer.text()).isEqualTo(file);
                assertThat(answer.header("X-Acl-Sha256"))
                        .isEqualTo(Sha256.of(file.getBytes(UTF_8)).hex());
                assertThat(answer.header("X-Log-Position")).isEqualTo(Long.toString(position));
                assertThat(answer.header("Content-Type")).startsWith("text/plain");
            });
        }
    }

    @Test
    void isTheSameFromASnapshotAndFromTheFirstEvent() {
        long head = log.getLast().position();
        List<String> from = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            await().atMost(Duration.ofSeconds(60)).until(() -> snapshots() >= 2);
            if (turn == 1) {
                jdbc.sql("update fold_snapshot set state = '\\x1f8b'").update();
            } else if (turn == 2) {
                jdbc.sql("truncate fold_snapshot").update();
            }
            from.add(at(AclStrategy.PATTERN, head).text());
        }

        assertThat(from).containsOnly(from.getFirst());
        assertThat(AclFile.of(policy(AclStrategy.PATTERN, log)).render()).isEqualTo(from.getFirst());
    }

    @Test
    void isTheOneBeforeTheFirstEventRecordedLater() {
        for (Recorded<OnboardingEvent> sample : samples()) {
            Instant time = sample.at();
            long expected = 0;
            for (Recorded<OnboardingEvent> recorded : log) {
                if (recorded.at().isAfter(time)) {
                    break;
                }
                expected = recorded.position();
            }
            Answer answer = auditor.get(PATH + "?at=" + time).is(200);
            assertThat(Long.parseLong(answer.header("X-Log-Position"))).isEqualTo(expected);
            assertThat(answer.body())
                    .isEqualTo(at(AclStrategy.EXPLICIT, expected).body());
        }
    }

    @Test
    void isEmptyBeforeTheFirstEvent() {
        assertThat(at(AclStrategy.EXPLICIT, 0).text())
                .isEqualTo(AclFile.of(BrokerPolicy.empty(AclStrategy.EXPLICIT)).render());
        assertThat(auditor.get(PATH + "?at=1970-01-01T00:00:00Z").is(200).header("X-Log-Position"))
                .isEqualTo("0");
    }

    @Test
    void isWrittenAsTheBrokerHadIt() {
        BrokerId broker = new BrokerId("b-" + UUID.randomUUID());
        long before = stored.head();
        long explicit = append(broker, AclStrategy.EXPLICIT);
        long pattern = append(broker, AclStrategy.PATTERN);

        auditor.get(PATH + "?broker=%s&position=%d".formatted(broker, before)).isProblem(404, "not_found");
        assertThat(auditor.get(PATH + "?broker=%s&position=%d".formatted(broker, explicit))
                        .body())
                .isEqualTo(at(AclStrategy.EXPLICIT, explicit).body())
                .isNotEqualTo(at(AclStrategy.PATTERN, explicit).body());
        assertThat(auditor.get(PATH + "?broker=%s&position=%d".formatted(broker, pattern))
                        .body())
                .isEqualTo(at(AclStrategy.PATTERN, pattern).body());
        assertThat(auditor.get(PATH + "?broker=" + broker).body())
                .isEqualTo(at(AclStrategy.PATTERN, pattern).body());
    }

    @Test
    void isForAuditors() {
        nobody().get(PATH).isProblem(401, "unauthorized");
        operator().get(PATH).isProblem(403, "forbidden");
        assertThat(admin().get(PATH).is(200).body()).isEqualTo(auditor.get(PATH).body());
    }

    @Test
    void isOfAMomentThatWas() {
        String now = Instant.now().plusSeconds(60).toString();

        auditor.get(PATH + "?at=" + now).isInvalid("at");
        auditor.get(PATH + "?at=yesterday").isInvalid("at");
        auditor.get(PATH + "?position=-1").isInvalid("position");
        auditor.get(PATH + "?position=1.5").isInvalid("position");
        auditor.get(PATH + "?at=2020-01-01T00:00:00Z&position=1").isInvalid("position");
        auditor.get(PATH + "?position=" + (stored.head() + 1_000_000)).isProblem(503, "not_caught_up");
    }

    @Test
    void namesWhatItDoesNotTake() {
        auditor.get(PATH + "?strategy=EXPLICIT&broker=B&colour=red").isInvalid("strategy", "broker", "colour");
        auditor.get(PATH + "?strategy=pattern&broker=b").isInvalid("broker");
        auditor.get(PATH + "?position=1&position=2").isInvalid("position");
    }

    private Answer at(AclStrategy strategy, long position) {
        return auditor.get(PATH
                        + "?strategy=%s&position=%d"
                                .formatted(strategy.name().toLowerCase(java.util.Locale.ROOT), position))
                .is(200);
    }

    /** Every so often, and at each of the last events. */
    private List<Recorded<OnboardingEvent>> samples() {
        int step = Math.max(1, log.size() / SAMPLES);
        List<Recorded<OnboardingEvent>> samples = new ArrayList<>();
        for (int n = 0; n < log.size(); n++) {
            if (n % step == 0 || n >= log.size() - 5) {
                samples.add(log.get(n));
            }
        }
        return samples;
    }

    private SortedMap<Long, String> folded(AclStrategy strategy) {
        List<Recorded<OnboardingEvent>> samples = samples();
        SortedMap<Long, String> files = new TreeMap<>();
        BrokerPolicy policy = BrokerPolicy.empty(strategy);
        for (Recorded<OnboardingEvent> recorded : log) {
            policy = policy.after(recorded);
            if (samples.contains(recorded)) {
                files.put(recorded.position(), AclFile.of(policy).render());
            }
        }
        return files;
    }

    private static BrokerPolicy policy(AclStrategy strategy, List<Recorded<OnboardingEvent>> log) {
        BrokerPolicy policy = BrokerPolicy.empty(strategy);
        for (Recorded<OnboardingEvent> recorded : log) {
            policy = policy.after(recorded);
        }
        return policy;
    }

    private long append(BrokerId broker, AclStrategy strategy) {
        return happened(new BrokerPolicyEnforced(
                broker,
                1,
                strategy,
                Sha256.of(new byte[0]),
                Sha256.of(new byte[0]),
                BigInteger.ONE,
                0,
                new CanaryReport(true, true, true, true),
                null,
                null));
    }

    private long snapshots() {
        return jdbc.sql("select count(*) from fold_snapshot").query(Long.class).single();
    }
}
