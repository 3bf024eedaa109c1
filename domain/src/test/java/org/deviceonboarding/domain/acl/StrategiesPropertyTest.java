package org.deviceonboarding.domain.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.deviceonboarding.domain.access.AccessPolicy;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.acl.MosquittoModel.Direction;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;

/** What Mosquitto makes of both kinds of file is what the policy says. */
class StrategiesPropertyTest {
    private static final DeviceId STRANGER = Histories.device(9);

    @Property(tries = 1000)
    void bothDecideAsThePolicyDoes(
            @ForAll("logs") List<Recorded<OnboardingEvent>> log, @ForAll("topics") @Size(20) List<String> topics) {
        BrokerPolicy explicit = Histories.fold(AclStrategy.EXPLICIT, log);
        BrokerPolicy pattern = Histories.fold(AclStrategy.PATTERN, log);
        MosquittoModel explicitFile = model(explicit);
        MosquittoModel patternFile = model(pattern);
        Statistics.label("patterns")
                .collect(kind(pattern))
                .coverage(seen -> Stream.of("none", "grants", "grants and denials")
                        .forEach(kind -> seen.check(kind).count(count -> count > 5)));

        for (DeviceId id : Histories.FLEET) {
            for (String shape : topics) {
                String topic = Rules.own(shape, id);
                for (Direction direction : Direction.values()) {
                    String what = id + " " + direction + " " + topic;
                    boolean wanted = decides(explicit.access(), id, direction, topic);
                    assertThat(explicitFile.allows(id.value(), direction, topic))
                            .as(what)
                            .isEqualTo(wanted);
                    if (mayConnect(pattern, id)) {
                        boolean allowed = patternFile.allows(id.value(), direction, topic);
                        Statistics.label("decisions")
                                .collect(wanted)
                                .coverage(seen -> Stream.of(true, false)
                                        .forEach(verdict -> seen.check(verdict).percentage(share -> share > 5)));
                        if (canary(id)) {
                            assertThat(allowed || !wanted).as(what).isTrue();
                        } else {
                            assertThat(allowed).as(what).isEqualTo(wanted);
                        }
                    }
                }
            }
        }
    }

    @Property(tries = 300)
    void explicitlyNobodyUnknownReachesAnything(
            @ForAll("logs") List<Recorded<OnboardingEvent>> log, @ForAll("topics") @Size(30) List<String> topics) {
        MosquittoModel file = model(Histories.fold(AclStrategy.EXPLICIT, log));

        for (Direction direction : Direction.values()) {
            assertThat(topics).noneMatch(topic -> file.allows(STRANGER.value(), direction, Rules.own(topic, STRANGER)));
        }
    }

    @Property(tries = 300)
    void nobodyReachesBelowAnotherDevicesLevel(
            @ForAll AclStrategy strategy,
            @ForAll("logs") List<Recorded<OnboardingEvent>> log,
            @ForAll("topics") @Size(10) List<String> topics) {
        MosquittoModel file = model(Histories.fold(strategy, log));

        for (DeviceId user : everybody()) {
            for (DeviceId other : everybody()) {
                for (Direction direction : Direction.values()) {
                    assertThat(topics)
                            .noneMatch(topic -> !user.equals(other)
                                    && file.allows(
                                            user.value(),
                                            direction,
                                            "devices/" + other + "/" + Rules.own(topic, user)));
                }
            }
        }
    }

    @Property(tries = 300)
    void theResidentCanaryReachesItsTopicAndNotTheOtherWhateverIsDenied(
            @ForAll AclStrategy strategy, @ForAll("logs") List<Recorded<OnboardingEvent>> log) {
        Canary canary = Histories.CANARY;
        BrokerPolicy policy = Histories.fold(strategy, log);
        DeviceAccess resident = policy.access().devices().get(canary.resident());
        MosquittoModel file = model(policy);

        if (resident != null && resident.granted()) {
            assertThat(file.allows(canary.resident().value(), Direction.PUBLISH, canary.ownTopic()))
                    .isTrue();
            assertThat(file.allows(canary.resident().value(), Direction.PUBLISH, canary.foreignTopic()))
                    .isFalse();
        }
    }

    @Property(tries = 500)
    void onePositionIsOneFile(@ForAll AclStrategy strategy, @ForAll("logs") List<Recorded<OnboardingEvent>> log) {
        BrokerPolicy policy = BrokerPolicy.empty(strategy);
        for (Recorded<OnboardingEvent> recorded : log) {
            BrokerPolicy next = policy.after(recorded);
            if (next.position() == policy.position()) {
                assertThat(AclFile.of(next).render())
                        .isEqualTo(AclFile.of(policy).render());
            } else {
                assertThat(next.position()).isEqualTo(recorded.position());
                assertThat(next.at()).isEqualTo(recorded.at());
            }
            policy = next;
        }
    }

    private static MosquittoModel model(BrokerPolicy policy) {
        return new MosquittoModel(AclFile.of(policy).render());
    }

    private static List<DeviceId> everybody() {
        return Stream.concat(Histories.FLEET.stream(), Stream.of(STRANGER)).toList();
    }

    private static boolean canary(DeviceId id) {
        return id.equals(Histories.CANARY.resident()) || id.equals(Histories.CANARY.outcast());
    }

    private static boolean mayConnect(BrokerPolicy policy, DeviceId id) {
        DeviceAccess device = policy.access().devices().get(id);
        return device != null && (device.granted() || device.certifiedUntil().isAfter(policy.at()));
    }

    private static String kind(BrokerPolicy policy) {
        String kind = policy.common().stream()
                .map(rule -> rule.access() == TopicAccess.DENY ? "denials" : "grants")
                .distinct()
                .sorted((one, other) -> other.compareTo(one))
                .collect(Collectors.joining(" and "));
        return kind.isEmpty() ? "none" : kind;
    }

    /** The device's rules with no file between: denials first, the filters as regular expressions. */
    private static boolean decides(AccessPolicy policy, DeviceId id, Direction direction, String topic) {
        DeviceAccess device = policy.devices().get(id);
        if (device == null || !device.granted()) {
            return false;
        }
        List<TopicAccess> said = policy.template(device.type()).rules().stream()
                .filter(rule -> about(rule, id, topic))
                .map(TemplateRule::access)
                .toList();
        TopicAccess one = direction == Direction.PUBLISH ? TopicAccess.WRITE : TopicAccess.READ;
        return !said.contains(TopicAccess.DENY) && (said.contains(one) || said.contains(TopicAccess.READWRITE));
    }

    private static boolean about(TemplateRule rule, DeviceId id, String topic) {
        String filter = Stream.of(rule.topic().split("/"))
                .map(level -> switch (level) {
                    case "+" -> "[^/]*";
                    case "#" -> "#";
                    case TemplateRule.PLACEHOLDER -> id.value();
                    default -> Pattern.quote(level);
                })
                .collect(Collectors.joining("/"))
                .replaceFirst("/#$", "(/.*)?");
        return Pattern.matches(filter, topic) && !topic.startsWith("$");
    }

    @Provide
    Arbitrary<List<Recorded<OnboardingEvent>>> logs() {
        return Histories.logs();
    }

    @Provide
    Arbitrary<List<String>> topics() {
        return Rules.topics().list().withoutEdgeCases();
    }
}
