package org.deviceonboarding.domain.acl;

import static org.deviceonboarding.domain.topics.TopicAccess.DENY;
import static org.deviceonboarding.domain.topics.TopicAccess.READ;
import static org.deviceonboarding.domain.topics.TopicAccess.READWRITE;
import static org.deviceonboarding.domain.topics.TopicAccess.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;

/** Rules of templates, and topics that they are about. */
public final class Rules {
    static final TemplateRule OWN = AclTemplate.DEFAULT.rules().getFirst();

    private static final List<TemplateRule> GRANTS = List.of(
            OWN,
            new TemplateRule(WRITE, "devices/{device_id}/telemetry"),
            new TemplateRule(READ, "devices/{device_id}/cmd/#"),
            new TemplateRule(READ, "fleet/+/news"),
            new TemplateRule(READ, "fleet/#"),
            new TemplateRule(WRITE, "fleet/{device_id}/in"),
            new TemplateRule(READWRITE, "{device_id}/a"),
            new TemplateRule(WRITE, "telemetry/{device_id}"));
    private static final List<TemplateRule> DENIALS = List.of(
            new TemplateRule(DENY, "devices/{device_id}/cmd/secret"),
            new TemplateRule(DENY, "devices/+/canary"),
            new TemplateRule(DENY, "devices/#"),
            new TemplateRule(DENY, "fleet/secret/#"),
            new TemplateRule(DENY, "+/{device_id}/+"),
            new TemplateRule(DENY, "+/+/telemetry"),
            new TemplateRule(DENY, "{device_id}/#"),
            new TemplateRule(DENY, "+/#"));
    private static final List<TemplateRule> USUAL =
            Stream.concat(GRANTS.stream(), DENIALS.stream()).toList();

    private Rules() {}

    /** Any rule there can be, more or less. */
    static Arbitrary<TemplateRule> any() {
        Arbitrary<String> level = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withChars("AZ09_.-")
                        .ofMinLength(1)
                        .ofMaxLength(8),
                Arbitraries.of("+", TemplateRule.PLACEHOLDER, "devices", "fleet", "a"));
        Arbitrary<String> topic = Combinators.combine(level.list().ofMinSize(1).ofMaxSize(5), Arbitraries.of("", "/#"))
                .as((levels, rest) -> String.join("/", levels) + rest);
        Arbitrary<String> granted = Combinators.combine(
                        Arbitraries.of(
                                "devices/" + TemplateRule.PLACEHOLDER, "fleet", "Devices", TemplateRule.PLACEHOLDER),
                        topic)
                .as((first, rest) -> first + "/" + rest);
        return Arbitraries.of(TopicAccess.class)
                .flatMap(access -> (access == DENY ? topic : granted).map(filter -> new TemplateRule(access, filter)));
    }

    /** Much of it in common, so that types share rules. */
    static Arbitrary<List<TemplateRule>> templates() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(USUAL).list().ofMaxSize(5).uniqueElements()),
                Tuple.of(
                        3,
                        Arbitraries.of(DENIALS)
                                .list()
                                .ofMaxSize(2)
                                .uniqueElements()
                                .map(Rules::withOwn)),
                Tuple.of(1, any().list().ofMaxSize(3).uniqueElements()));
    }

    /** The topic as that user would name it. */
    public static String own(String topic, DeviceId user) {
        return topic.replace(TemplateRule.PLACEHOLDER, user.value());
    }

    private static List<TemplateRule> withOwn(List<TemplateRule> rules) {
        List<TemplateRule> more = new ArrayList<>(rules);
        more.addFirst(OWN);
        return more;
    }

    /** Topics near those that the usual rules are about. The placeholder stands for whoever asks. */
    public static Arbitrary<String> topics() {
        Arbitrary<String> id = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(TemplateRule.PLACEHOLDER)),
                Tuple.of(1, Arbitraries.of(Histories.FLEET).map(DeviceId::value)));
        Arbitrary<String> level = Arbitraries.oneOf(
                id, Arbitraries.of("a", "cmd", "secret", "telemetry", "news", "canary", "fleet", "devices", "in", ""));
        Arbitrary<String> near = Combinators.combine(Arbitraries.of(USUAL), id, level, Arbitraries.of("", "/"), level)
                .as((rule, device, one, separator, two) -> rule.topic()
                        .replace(TemplateRule.PLACEHOLDER, device)
                        .replace("+", one)
                        .replace("/#", (separator.isEmpty() ? "" : "/" + two)));
        Arbitrary<String> free = level.list().ofMinSize(1).ofMaxSize(4).map(levels -> String.join("/", levels));
        return Arbitraries.frequencyOf(
                        Tuple.of(7, near),
                        Tuple.of(2, free),
                        Tuple.of(1, Arbitraries.of("$SYS/broker/uptime", "$fleet/a/news", "projector/generation/1")))
                .filter(topic -> !topic.isEmpty())
                .withoutEdgeCases();
    }
}
