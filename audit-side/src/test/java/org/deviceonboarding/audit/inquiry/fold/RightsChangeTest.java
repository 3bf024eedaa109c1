package org.deviceonboarding.audit.inquiry.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Label("What a template gives and takes")
class RightsChangeTest {
    private static final TemplateRule ALL = rule(TopicAccess.READWRITE, "devices/{device_id}/#");
    private static final TemplateRule DATA = rule(TopicAccess.WRITE, "devices/{device_id}/data");
    private static final TemplateRule NEWS = rule(TopicAccess.READ, "news/+");

    @Example
    void isAllThatTheOtherDoesNotContain() {
        assertThat(change(List.of(ALL), List.of(DATA, NEWS)))
                .isEqualTo(new RightsChange(List.of(NEWS), List.of(ALL), List.of(), List.of()));
        assertThat(change(List.of(DATA), List.of(ALL)))
                .isEqualTo(new RightsChange(List.of(ALL), List.of(), List.of(), List.of()));
    }

    @Example
    void isNothingIfOnlyTheWordsDiffer() {
        assertThat(change(List.of(ALL, NEWS), List.of(NEWS, DATA, ALL)).none()).isTrue();
        assertThat(change(
                                List.of(ALL),
                                List.of(
                                        rule(TopicAccess.READ, "devices/{device_id}/#"),
                                        rule(TopicAccess.WRITE, "devices/{device_id}/#")))
                        .none())
                .isTrue();
    }

    @Example
    void isOneWayIfTheOtherWayStays() {
        assertThat(change(List.of(DATA), List.of(rule(TopicAccess.READWRITE, "devices/{device_id}/data")))
                        .gained())
                .containsExactly(rule(TopicAccess.READ, "devices/{device_id}/data"));
    }

    @Example
    void isADenialOfItsOwn() {
        TemplateRule secret = rule(TopicAccess.DENY, "devices/{device_id}/secret");

        assertThat(change(List.of(ALL), List.of(ALL, secret)))
                .isEqualTo(new RightsChange(List.of(), List.of(), List.of(secret.topic()), List.of()));
        assertThat(change(List.of(ALL, secret), List.of(ALL)))
                .isEqualTo(new RightsChange(List.of(), List.of(), List.of(), List.of(secret.topic())));
        assertThat(change(List.of(), List.of(DATA, rule(TopicAccess.DENY, "devices/#")))
                        .gained())
                .as("granted and denied at once")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a/#, a/#, true",
        "a/#, a, true",
        "a/#, a/b/c, true",
        "a/#, a/+, true",
        "a/#, b, false",
        "a/+, a/b, true",
        "a/+, a/+, true",
        "a/+, a/#, false",
        "a/+, a/b/c, false",
        "a/+, a, false",
        "a/b, a/+, false",
        "a/+/c, a/{device_id}/c, true",
        "a/{device_id}, a/b, false",
        "a, a/#, false",
    })
    void containsAFilter(String wide, String narrow, boolean contained) {
        assertThat(RightsChange.covers(wide, narrow)).isEqualTo(contained);
    }

    /** Every topic that may be used with one template and not with the other is among what is listed. */
    @Property(tries = 500)
    void leavesNothingOut(
            @ForAll("templates") AclTemplate now,
            @ForAll("templates") AclTemplate then,
            @ForAll("topics") String topic) {
        RightsChange change = RightsChange.between(now, then);
        for (TopicAccess way : List.of(TopicAccess.READ, TopicAccess.WRITE)) {
            boolean before = allowed(now, way, topic);
            boolean after = allowed(then, way, topic);
            if (after && !before) {
                assertThat(granted(change.gained(), way, topic) || matched(change.undenied(), topic))
                        .isTrue();
            }
            if (before && !after) {
                assertThat(granted(change.lost(), way, topic) || matched(change.denied(), topic))
                        .isTrue();
            }
        }
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b").list().ofMinSize(1).ofMaxSize(3).map(levels -> String.join("/", levels));
    }

    @Provide
    Arbitrary<AclTemplate> templates() {
        Arbitrary<String> filters = Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("a", "b", "+").list().ofMaxSize(2),
                        Arbitraries.of("", "/#"))
                .as((first, levels, rest) -> String.join(
                                "/",
                                Stream.concat(Stream.of(first), levels.stream()).toList())
                        + rest);
        return Combinators.combine(Arbitraries.of(TopicAccess.values()), filters)
                .as(TemplateRule::new)
                .set()
                .ofMaxSize(5)
                .map(rules -> new AclTemplate(List.copyOf(rules)));
    }

    private static boolean allowed(AclTemplate template, TopicAccess way, String topic) {
        return granted(template.rules(), way, topic)
                && template.rules().stream()
                        .noneMatch(rule -> rule.access() == TopicAccess.DENY && matches(rule.topic(), topic));
    }

    private static boolean granted(List<TemplateRule> rules, TopicAccess way, String topic) {
        return rules.stream()
                .filter(rule -> rule.access() == way || rule.access() == TopicAccess.READWRITE)
                .anyMatch(rule -> matches(rule.topic(), topic));
    }

    private static boolean matched(List<String> filters, String topic) {
        return filters.stream().anyMatch(filter -> matches(filter, topic));
    }

    /** MQTT 5 section 4.7.1, said in another way than by the code under test. */
    private static boolean matches(String filter, String topic) {
        return topic.matches(filter.replace("+", "[^/]+").replaceAll("/#$", "(/.*)?"));
    }

    private static RightsChange change(List<TemplateRule> now, List<TemplateRule> then) {
        return RightsChange.between(new AclTemplate(now), new AclTemplate(then));
    }

    private static TemplateRule rule(TopicAccess access, String topic) {
        return new TemplateRule(access, topic);
    }
}
