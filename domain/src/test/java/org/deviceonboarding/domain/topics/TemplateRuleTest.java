package org.deviceonboarding.domain.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.device.DeviceId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A template's rule")
class TemplateRuleTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/{device_id}",
                "devices/{device_id}/#",
                "devices/{device_id}/+/x",
                "{device_id}/a",
                "fleet/+/{device_id}",
                "devices2/a",
                "Devices/a",
                "projectors/a",
                "fleet/devices/+",
                "a.b/c-d/e_f/#",
            })
    void grantsTopicsOfThisForm(String topic) {
        for (TopicAccess access : TopicAccess.values()) {
            assertThat(new TemplateRule(access, topic).forDevice(PUMP).filter())
                    .isEqualTo(topic.replace("{device_id}", PUMP.value()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices",
                "devices/#",
                "devices/+",
                "devices/+/telemetry",
                "devices/a/{device_id}",
                "devices/0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a/#",
                "+",
                "+/#",
                "+/{device_id}/a",
                "projector",
                "projector/generation/1",
                "projector/#",
            })
    void deniesButNeverGrantsWhatIsOthers(String topic) {
        for (TopicAccess access : List.of(TopicAccess.READ, TopicAccess.WRITE, TopicAccess.READWRITE)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TemplateRule(access, topic));
        }
        assertThat(new TemplateRule(TopicAccess.DENY, topic).topic()).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "/a",
                "a/",
                "a//b",
                "a/#/b",
                "a b",
                "a\nuser projector",
                "a\n",
                "a\r",
                "a\0",
                "a\t",
                "$SYS/#",
                "a/%u",
                "a/%c/b",
                "a/b+",
                "a/{device_id}x",
                "a/x{device_id}",
                "a/{device_id}{device_id}",
                "a/{DEVICE_ID}",
                "a/{other}",
                "a/\u00e9",
            })
    void isOfNoOtherForm(String topic) {
        for (TopicAccess access : TopicAccess.values()) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TemplateRule(access, topic));
        }
    }

    /** A rule that the log holds and no file can is a broker that gets no policy any more. */
    @ParameterizedTest
    @EnumSource
    void fitsIntoALineHoweverLongIdsMakeIt(TopicAccess access) {
        String longest = String.join("/", Collections.nCopies(31, TemplateRule.PLACEHOLDER)) + "/#";

        assertThat(new TemplateRule(access, longest).forDevice(PUMP).filter()).hasSize(31 * 37 + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new TemplateRule(access, "a/" + longest));
        assertThatIllegalArgumentException().isThrownBy(() -> new TemplateRule(access, "a".repeat(513)));
    }

    @Test
    void isInATemplateOnceAndNotAmongTooMany() {
        TemplateRule rule = new TemplateRule(TopicAccess.READ, "a");
        List<TemplateRule> tooMany = IntStream.rangeClosed(0, AclTemplate.MAX_RULES)
                .mapToObj(n -> new TemplateRule(TopicAccess.READ, "a/" + n))
                .toList();

        assertThatIllegalArgumentException().isThrownBy(() -> new AclTemplate(List.of(rule, rule)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AclTemplate(tooMany));
        assertThat(new AclTemplate(tooMany.subList(1, tooMany.size())).forDevice(PUMP))
                .hasSize(AclTemplate.MAX_RULES);
    }
}
