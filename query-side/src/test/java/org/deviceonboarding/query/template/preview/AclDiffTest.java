package org.deviceonboarding.query.template.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The difference a template makes")
class AclDiffTest {
    private static final AclTemplate NONE = new AclTemplate(List.of());
    private static final AclTemplate FINER = new AclTemplate(List.of(
            new TemplateRule(TopicAccess.WRITE, "devices/{device_id}/telemetry"),
            new TemplateRule(TopicAccess.READ, "devices/{device_id}/commands/#"),
            new TemplateRule(TopicAccess.READ, "broadcast/+")));
    private static final AclTemplate FINEST = new AclTemplate(List.of(
            new TemplateRule(TopicAccess.WRITE, "devices/{device_id}/telemetry"),
            new TemplateRule(TopicAccess.READ, "broadcast/+"),
            new TemplateRule(TopicAccess.DENY, "devices/{device_id}/secret")));

    @Test
    void isReadAsPeopleReadDifferences() {
        assertThat(AclDiff.between(devices(2), AclTemplate.DEFAULT, FINER)).isEqualTo("""
                --- now
                +++ then
                @@ -1,6 +1,10 @@
                 user 00000000-0000-4000-8000-000000000000
                -topic readwrite devices/00000000-0000-4000-8000-000000000000/#
                +topic write devices/00000000-0000-4000-8000-000000000000/telemetry
                +topic read devices/00000000-0000-4000-8000-000000000000/commands/#
                +topic read broadcast/+
                \s
                 user 00000000-0000-4000-8000-000000000001
                -topic readwrite devices/00000000-0000-4000-8000-000000000001/#
                +topic write devices/00000000-0000-4000-8000-000000000001/telemetry
                +topic read devices/00000000-0000-4000-8000-000000000001/commands/#
                +topic read broadcast/+
                \s
                """);
    }

    @Test
    void isNothingWhereNothingChanges() {
        assertThat(AclDiff.between(devices(3), FINER, new AclTemplate(FINER.rules())))
                .isEmpty();
        assertThat(AclDiff.between(List.of(), AclTemplate.DEFAULT, FINER)).isEmpty();
    }

    static Stream<List<AclTemplate>> changes() {
        List<AclTemplate> templates = List.of(NONE, AclTemplate.DEFAULT, FINER, FINEST);
        return templates.stream().flatMap(now -> templates.stream().map(then -> List.of(now, then)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void turnsTheBlocksOfTheFileIntoThoseThatFollow(List<AclTemplate> change) throws Exception {
        List<DeviceId> devices = devices(5);
        List<String> now = blocks(devices, change.getFirst());
        String diff = AclDiff.between(devices, change.getFirst(), change.getLast());

        assertThat(UnifiedDiffUtils.parseUnifiedDiff(diff.lines().toList()).applyTo(now))
                .isEqualTo(blocks(devices, change.getLast()));
    }

    @Test
    void takesNoLongerThanThePageIsLong() {
        AclTemplate long1 = longest("a");
        AclTemplate long2 = longest("b");
        List<DeviceId> page = devices(500);

        long start = System.nanoTime();
        String diff = AclDiff.between(page, long1, long2);

        assertThat(diff.lines().count()).isGreaterThan(500 * 128);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static AclTemplate longest(String name) {
        return new AclTemplate(IntStream.range(0, AclTemplate.MAX_RULES)
                .mapToObj(i -> new TemplateRule(TopicAccess.READ, "devices/{device_id}/" + name + i))
                .toList());
    }

    /** As the file itself has them, but for the first empty line, which the diff counts as the last. */
    private static List<String> blocks(List<DeviceId> devices, AclTemplate template) {
        TreeMap<DeviceId, List<TopicRule>> blocks = new TreeMap<>();
        if (!template.rules().isEmpty()) {
            devices.forEach(device -> blocks.put(device, template.forDevice(device)));
        }
        List<String> file = new AclFile(1, List.of(), blocks).render().lines().toList();
        List<String> lines = new ArrayList<>(file.subList(7, file.size() - 1));
        if (!lines.isEmpty()) {
            lines.removeFirst();
            lines.add("");
        }
        return lines;
    }

    private static List<DeviceId> devices(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new DeviceId("00000000-0000-4000-8000-%012x".formatted(i)))
                .toList();
    }
}
