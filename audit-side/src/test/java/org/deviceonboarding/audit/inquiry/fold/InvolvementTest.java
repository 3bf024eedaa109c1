package org.deviceonboarding.audit.inquiry.fold;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.logformat.ActorJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A suspect's involvement with a device")
class InvolvementTest {
    private static final String MALLORY = "mallory";
    private static final String ADA = "ada";
    private static final String ELSEWHERE = "192.0.2.7";
    private static final Window ALWAYS =
            new Window(DeviceHistoryBuilder.START, DeviceHistoryBuilder.START.plus(Duration.ofDays(9_999)));
    private static final SuspectedCompromise KEY = new SuspectedCompromise(new Suspect.NamedActor(MALLORY), ALWAYS);
    private static final SuspectedCompromise PLACE = new SuspectedCompromise(new Suspect.Address(ELSEWHERE), ALWAYS);

    private final DeviceHistoryBuilder told = new DeviceHistoryBuilder();

    @Test
    void isNoneIfSomebodyElseDidAllOfIt() {
        Involvement involvement = told.registered(ADA, "10.0.0.1")
                .issued(ADA, "a1", 365)
                .packaged(ADA, 1, "a1")
                .downloaded("anonymous", "10.0.0.2", 1)
                .of(KEY);

        assertThat(involvement.first()).isNull();
        assertThat(involvement.acted()).isNull();
        assertThat(involvement.touches()).isEmpty();
        assertThat(involvement.exposures(DeviceHistoryBuilder.START)).isEmpty();
        assertThat(involvement.downloads()).isEmpty();
    }

    @Test
    void exposesTheCertificatesItHadIssued() {
        Involvement involvement = told.registered(ADA, "10.0.0.1")
                .issued(ADA, "a1", 365)
                .issued(MALLORY, "b2", 365)
                .of(KEY);

        assertThat(involvement.first()).isEqualTo(3);
        assertThat(involvement.acted()).isEqualTo(3);
        assertThat(involvement.touches()).containsExactly(Touch.CERTIFICATE_ISSUED);
        assertThat(involvement.exposures(DeviceHistoryBuilder.START))
                .singleElement()
                .satisfies(exposure -> {
                    assertThat(exposure.serial()).isEqualTo(new SerialNumber("b2"));
                    assertThat(exposure.reasons()).containsExactly(Touch.CERTIFICATE_ISSUED);
                    assertThat(exposure.issuedAt()).isEqualTo(DeviceHistoryBuilder.START.plus(Duration.ofHours(2)));
                    assertThat(exposure.state()).isEqualTo(CertificateState.LIVE);
                });
    }

    @Test
    void isOfTheWindowOnly() {
        told.registered(MALLORY, "10.0.0.1")
                .issued(MALLORY, "a1", 365)
                .suspended(MALLORY, "a1")
                .resumed(MALLORY, "a1");
        Instant second = DeviceHistoryBuilder.START.plus(Duration.ofHours(1));
        SuspectedCompromise narrow =
                new SuspectedCompromise(new Suspect.NamedActor(MALLORY), new Window(second, second.plusMillis(1)));

        assertThat(told.of(narrow).touches()).containsExactly(Touch.CERTIFICATE_ISSUED);
        assertThat(told.of(narrow).first()).isEqualTo(2);
        assertThat(told.of(new SuspectedCompromise(
                                new Suspect.NamedActor(MALLORY), new Window(DeviceHistoryBuilder.START, second)))
                        .touches())
                .as("the end is outside")
                .containsExactly(Touch.REGISTERED);
    }

    @Test
    void isInDownloadsByAnybodyOfWhatItHadMadeWhenever() {
        SuspectedCompromise once = new SuspectedCompromise(
                new Suspect.NamedActor(MALLORY),
                new Window(DeviceHistoryBuilder.START, DeviceHistoryBuilder.START.plusSeconds(36_000)));
        Involvement involvement = told.registered(MALLORY, "10.0.0.1")
                .issued(MALLORY, "a1", 365)
                .packaged(MALLORY, 1, "a1")
                .later(Duration.ofDays(30))
                .downloaded("anonymous", "10.0.0.2", 1)
                .issued(ADA, "b2", 365)
                .packaged(ADA, 2, "b2")
                .downloaded("anonymous", "10.0.0.3", 2)
                .of(once);

        assertThat(involvement.downloads()).singleElement().satisfies(download -> {
            assertThat(download.bundleId()).isEqualTo(DeviceHistoryBuilder.bundle(1));
            assertThat(download.serial()).isEqualTo(new SerialNumber("a1"));
            assertThat(download.address()).isEqualTo("10.0.0.2");
            assertThat(download.position()).isEqualTo(4);
            assertThat(download.bySuspect()).isFalse();
        });
        assertThat(serials(involvement)).containsExactly(new SerialNumber("a1"));
    }

    @Test
    void exposesWhatItFetchedItself() {
        Involvement involvement = told.registered(ADA, "10.0.0.1")
                .issued(ADA, "a1", 365)
                .packaged(ADA, 1, "a1")
                .downloaded("anonymous", ELSEWHERE, 1)
                .of(PLACE);

        assertThat(involvement.first()).isEqualTo(4);
        assertThat(involvement.acted()).as("no policy has a download in it").isNull();
        assertThat(serials(involvement)).containsExactly(new SerialNumber("a1"));
        assertThat(involvement.downloads())
                .singleElement()
                .satisfies(download -> assertThat(download.bySuspect()).isTrue());
    }

    @Test
    void exposesWhatItLetInAgain() {
        Involvement involvement = told.registered(ADA, "10.0.0.1")
                .issued(ADA, "a1", 365)
                .suspended(ADA, "a1")
                .resumed(MALLORY, "a1")
                .of(KEY);

        assertThat(involvement.touches()).containsExactly(Touch.RESUMED);
        assertThat(serials(involvement)).containsExactly(new SerialNumber("a1"));
    }

    @Test
    void leavesNothingToRevokeWhereItOnlyTookAway() {
        Involvement involvement = told.registered(ADA, "10.0.0.1")
                .issued(ADA, "a1", 365)
                .issued(ADA, "b2", 365)
                .revoked(MALLORY, "a1")
                .suspended(MALLORY, "b2")
                .of(KEY);

        assertThat(involvement.touches()).containsExactly(Touch.CERTIFICATE_REVOKED, Touch.SUSPENDED);
        assertThat(involvement.exposures(DeviceHistoryBuilder.START)).isEmpty();
    }

    @Test
    void saysWhatItsCertificatesAreGoodForNow() {
        told.registered(MALLORY, "10.0.0.1")
                .issued(MALLORY, "a1", 365)
                .issued(MALLORY, "b2", 365)
                .issued(MALLORY, "c3", 1)
                .revoked(ADA, "a1");
        Instant nextWeek = DeviceHistoryBuilder.START.plus(Duration.ofDays(7));

        assertThat(states(told.of(KEY), nextWeek))
                .containsExactly(CertificateState.REVOKED, CertificateState.LIVE, CertificateState.EXPIRED);
        assertThat(states(told.suspended(ADA, "b2").of(KEY), nextWeek))
                .containsExactly(CertificateState.REVOKED, CertificateState.ON_HOLD, CertificateState.EXPIRED);
    }

    /** Who stole a certificate's key renews it at the device port, under the device's name and long after the theft. */
    @Test
    void followsWhatTheDeviceGotWithAnExposedCertificateAndSoOn() {
        Involvement involvement = told.registered(ADA, "10.0.0.1")
                .issued(ADA, "a1", 365)
                .issued(MALLORY, "b2", 365)
                .later(Duration.ofDays(300))
                .renewed("b2", "c3")
                .renewed("c3", "d4")
                .renewed("a1", "e5")
                .revoked(ADA, "b2")
                .of(new SuspectedCompromise(
                        new Suspect.NamedActor(MALLORY),
                        new Window(DeviceHistoryBuilder.START, DeviceHistoryBuilder.START.plus(Duration.ofDays(1)))));

        assertThat(serials(involvement))
                .as("not what the honest certificate got")
                .containsExactly(new SerialNumber("b2"), new SerialNumber("c3"), new SerialNumber("d4"));
        assertThat(involvement.exposures(DeviceHistoryBuilder.START.plus(Duration.ofDays(301))))
                .extracting(Exposure::reasons, Exposure::state)
                .containsExactly(
                        tuple(Set.of(Touch.CERTIFICATE_ISSUED), CertificateState.REVOKED),
                        tuple(Set.of(Touch.RENEWED_FROM_EXPOSED), CertificateState.LIVE),
                        tuple(Set.of(Touch.RENEWED_FROM_EXPOSED), CertificateState.LIVE));
        assertThat(involvement.touches()).as("what the suspect did itself").containsExactly(Touch.CERTIFICATE_ISSUED);
    }

    /** The private key fits, whoever asked for the certificate, and whether before or after. */
    @Test
    void followsTheKeyOfAnExposedCertificateButNotAKeyMadeForAnHonestOperator() throws IOException {
        told.registered(ADA, "10.0.0.1")
                .issuedFor(ADA, "a1", certificate("same-key"))
                .issuedFor(MALLORY, "b2", certificate("one"))
                .issuedFor(ADA, "c3", certificate("other-key"))
                .renewed("a1", "d4");

        assertThat(serials(told.of(KEY)))
                .containsExactly(new SerialNumber("a1"), new SerialNumber("b2"), new SerialNumber("d4"));
        assertThat(told.of(PLACE).exposures(DeviceHistoryBuilder.START)).isEmpty();
    }

    @Test
    void exposesAKeyMadeForAnHonestOperatorOnceTheSuspectFetchesIt() throws IOException {
        told.registered(ADA, "10.0.0.1")
                .issuedFor(ADA, "a1", certificate("other-key"))
                .packaged(ADA, 1, "a1")
                .downloaded("anonymous", ELSEWHERE, 1)
                .renewed("a1", "b2");

        assertThat(serials(told.of(PLACE))).containsExactly(new SerialNumber("a1"), new SerialNumber("b2"));
    }

    @Test
    void saysThroughWhichKeyEachThingCame() {
        SuspectedCompromise two = KEY.after(made(MALLORY, "child", 2));
        Involvement involvement = told.registered(ADA, "10.0.0.1")
                .issued(MALLORY, "a1", 365)
                .issued("child", "b2", 365)
                .renewed("b2", "c3")
                .packaged("child", 1, "a1")
                .downloaded("anonymous", "10.0.0.2", 1)
                .of(two);

        assertThat(involvement.by()).containsExactly("child", MALLORY);
        assertThat(involvement.exposures(DeviceHistoryBuilder.START))
                .extracting(exposure -> exposure.serial().hex(), Exposure::by)
                .containsExactly(
                        tuple("a1", new TreeSet<>(Set.of("child", MALLORY))),
                        tuple("b2", new TreeSet<>(Set.of("child"))),
                        tuple("c3", new TreeSet<>(Set.of("child"))));
        assertThat(involvement.downloads()).singleElement().satisfies(download -> {
            assertThat(download.bySuspect()).isFalse();
            assertThat(download.by()).containsExactly("child", MALLORY);
        });
    }

    @Test
    void isOfAKeyOnlyOnceTheSuspectMadeIt() {
        SuspectedCompromise later = KEY.after(made(MALLORY, "child", 2)).after(made("child", "grandchild", 3));

        assertThat(told.registered("child", "10.0.0.1")
                        .suspended("grandchild", "a1")
                        .of(later)
                        .touches())
                .isEmpty();
        assertThat(told.later(Duration.ofDays(3_650))
                        .resumed("child", "a1")
                        .suspended("grandchild", "a1")
                        .of(later)
                        .touches())
                .containsExactly(Touch.SUSPENDED, Touch.RESUMED);
        assertThat(KEY.after(made(ADA, "child", 2)).keys()).isEmpty();
    }

    private static AttributedEvent<OnboardingEvent> made(String actor, String name, long position) {
        return new AttributedEvent<>(
                new Recorded<>(
                        position,
                        DeviceHistoryBuilder.START,
                        new ApiKeyCreated(new UUID(0, position), name, null, List.of("admin"), null)),
                DeviceHistoryBuilder.byKey(actor, "10.0.0.1"));
    }

    private static String certificate(String name) throws IOException {
        try (InputStream file = requireNonNull(InvolvementTest.class.getResourceAsStream(name + ".crt"))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void needsTimeToPass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Window(DeviceHistoryBuilder.START, DeviceHistoryBuilder.START));
    }

    private static List<SerialNumber> serials(Involvement involvement) {
        return involvement.exposures(DeviceHistoryBuilder.START).stream()
                .map(Exposure::serial)
                .toList();
    }

    private static List<CertificateState> states(Involvement involvement, Instant at) {
        return involvement.exposures(at).stream().map(Exposure::state).toList();
    }

    @Test
    void isReadFromWhatTheLogSays() {
        assertThat(ActorJson.read("{\"actor\":\"ada\",\"auth\":\"api_key\",\"address\":\"::1\",\"other\":1}"))
                .isEqualTo(Actor.named("ada", "api_key").with(Fact.ADDRESS, "::1"));
        assertThat(ActorJson.read("{\"certificate_serial\":\"a1\"}").fact(Fact.CERTIFICATE_SERIAL))
                .isEqualTo("a1");
        assertThat(ActorJson.read("{}")).isEqualTo(new Actor(Map.of()));
        assertThat(Set.of(Touch.values())).extracting(Touch::word).contains("credentials_downloaded");
    }
}
