package org.deviceonboarding.domain.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The ACL file")
class AclFileTest {
    private static final String BODY = """

            user projector
            topic write projector/generation/12

            user 00000000-0000-4000-8000-000000000001
            topic readwrite devices/00000000-0000-4000-8000-000000000001/#

            user 00000000-0000-4000-8000-000000000002
            topic readwrite devices/00000000-0000-4000-8000-000000000002/#
            """;
    private static final String PATTERNS = """

            user projector
            topic write projector/generation/12
            pattern readwrite devices/%u/#

            user 00000000-0000-4000-8000-000000000003
            topic deny #
            """;

    private static final OnboardingEvent[] LOG = {
        Histories.issued(Histories.device(2), 2),
        Histories.issued(Histories.device(1), 1),
        Histories.issued(Histories.device(3), 3),
        Histories.revoked(Histories.device(3), 3)
    };

    @Test
    void isWrittenInMosquittosGrammar() {
        BrokerPolicy policy = Histories.fold(AclStrategy.EXPLICIT, LOG);

        assertThat(AclFile.of(policy).render()).isEqualTo(file(12, 2, BODY));
    }

    @Test
    void hasPatternsRightAfterTheProjector() {
        BrokerPolicy policy = Histories.fold(
                AclStrategy.PATTERN,
                Histories.registered(Histories.device(3), "pump"),
                Histories.issued(Histories.device(3), 3),
                Histories.registered(Histories.device(2), "pump"),
                Histories.revoked(Histories.device(3), 3));

        assertThat(AclFile.of(policy).render()).isEqualTo(file(12, 1, PATTERNS));
    }

    @ParameterizedTest
    @EnumSource
    void ofAnEmptyLogLetsTheProjectorAloneWriteItsGeneration(AclStrategy strategy) throws Exception {
        String text = AclFile.of(BrokerPolicy.empty(strategy)).render();

        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .containsExactly("", "user projector", "topic write projector/generation/0");
        assertThat(AclFile.parse(text).blocks()).isEmpty();
    }

    @Test
    void keepsADeviceWhoseOlderCertificateWasRevoked() {
        BrokerPolicy policy = Histories.fold(
                AclStrategy.EXPLICIT,
                Histories.issued(Histories.device(1), 1),
                Histories.issued(Histories.device(1), 2),
                Histories.revoked(Histories.device(1), 1));

        assertThat(AclFile.of(policy).blocks()).containsOnlyKeys(Histories.device(1));
    }

    @Test
    void hasNoBlockForADeviceThatIsSuspended() {
        BrokerPolicy policy = Histories.fold(
                AclStrategy.EXPLICIT,
                Histories.issued(Histories.device(1), 1),
                Histories.issued(Histories.device(2), 2),
                Histories.suspended(Histories.device(2)));

        assertThat(AclFile.of(policy).blocks()).containsOnlyKeys(Histories.device(1));
    }

    /** Each text carries the right checksum and count, so that the line itself is what is refused. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "user 00000000-0000-4000-8000-000000000002, user projector, the user is not a device id",
                "user 00000000-0000-4000-8000-000000000002, user 00000000-0000-4000-8000-00000000000A,"
                        + " the user is not a device id",
                "user 00000000-0000-4000-8000-000000000002, user 00000000-0000-4000-8000-000000000001,"
                        + " user twice or out of order",
                "user 00000000-0000-4000-8000-000000000002, user 00000000-0000-4000-8000-000000000000,"
                        + " user twice or out of order",
                "user 00000000-0000-4000-8000-000000000002, User 00000000-0000-4000-8000-000000000002,"
                        + " expected 'user'",
                "user 00000000-0000-4000-8000-000000000002, pattern readwrite devices/%u/#, expected 'user'",
            })
    void refusesAUserWeWouldNotWrite(String was, String is, String why) {
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(file(12, 2, BODY.replace(was, is))))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.line()).isEqualTo(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic devices/00000000-0000-4000-8000-000000000002/#",
                "topic all devices/00000000-0000-4000-8000-000000000002/#",
                "topic READ devices/00000000-0000-4000-8000-000000000002/#",
                "topic read devices/#/a",
                "topic read $SYS/#",
                "topic read #",
                "topic read a b",
                "topic read  a",
                "topic read ",
                "topic",
                "topic\tread a",
                "topic read a # note",
                "topic read a\r",
                "topic read a\0",
                "topic read dev+/a",
                "topic read \u00e9",
                "pattern read a",
                "include a",
            })
    void refusesATopicWeWouldNotWrite(String line) {
        String was = "topic readwrite devices/00000000-0000-4000-8000-000000000002/#";

        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(file(12, 2, BODY.replace(was, line))))
                .satisfies(e -> assertThat(e.line()).isEqualTo(13));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pattern readwrite devices/{device_id}/#",
                "pattern readwrite devices/%c/#",
                "pattern readwrite devices/%u%u/#",
                "pattern readwrite devices/a%u/#",
                "pattern readwrite devices/+/#",
                "pattern readwrite #",
                "pattern deny #",
                "pattern write projector/generation/12",
                "pattern devices/%u/#",
                "pattern readwrite devices/%u/# ",
                "Pattern readwrite devices/%u/#",
                "topic write projector/generation/13",
            })
    void refusesAPatternWeWouldNotWrite(String line) {
        String was = "pattern readwrite devices/%u/#";

        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(file(12, 1, PATTERNS.replace(was, line))))
                .satisfies(e -> assertThat(e.line()).isEqualTo(8));
    }

    @ParameterizedTest
    @CsvSource({
        "user projector, user 00000000-0000-4000-8000-000000000001",
        "user projector, user projector2",
        "generation/12, generation/13",
        "topic write, topic readwrite",
    })
    void refusesAnyOtherBlockOfTheProjector(String was, String is) {
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(file(12, 2, BODY.replaceFirst(was, is))))
                .withMessageContaining("not the projector's block");
    }

    @Test
    void refusesAUserWithoutATopic() {
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(
                        file(12, 2, BODY.replace("topic readwrite devices/" + Histories.device(1) + "/#\n", ""))))
                .withMessageContaining("user without a topic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AclFile(1, List.of(), new TreeMap<>(Map.of(Histories.device(1), List.of()))));
    }

    @Test
    void refusesAWrongCount() {
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(file(12, 2, BODY).replace("# devices 2", "# devices 3")))
                .withMessageContaining("counts 3 devices");
    }

    @Test
    void refusesAPositionThatNoLogHas() {
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(file(12, 2, BODY).replace("12", "9999999999999999999")))
                .withMessageContaining("too large");
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(file(12, 2, BODY).replace("12", "012")))
                .withMessageContaining("not a number");
    }

    @Test
    void refusesAChecksumOfAnotherBody() {
        String text = file(12, 2, BODY);

        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(text.replace("topic readwrite", "topic read")))
                .withMessageContaining("checksum");
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(text + text))
                .withMessageContaining("text after the end");
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse("\uFEFF" + text))
                .withMessage("Line 1: not a file of ours");
    }

    private static String file(long position, int devices, String body) {
        return "# Written from the log. A change made here is overwritten.\n# position " + position + "\n# devices "
                + devices + "\n# sha256 " + Sha256.of(body.getBytes(StandardCharsets.UTF_8)) + "\n" + body + "# end "
                + position + " " + devices + "\n";
    }
}
