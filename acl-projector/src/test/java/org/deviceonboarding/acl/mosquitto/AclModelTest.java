package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.Histories;
import org.deviceonboarding.domain.acl.MosquittoModel;
import org.deviceonboarding.domain.acl.MosquittoModel.Direction;
import org.deviceonboarding.domain.acl.Rules;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.deviceonboarding.testkit.mosquitto.TestMosquitto;
import org.deviceonboarding.testkit.process.Deadline;
import org.eclipse.paho.mqttv5.client.IMqttToken;

/** What the model says of an ACL file is what a real Mosquitto does with it. */
class AclModelTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final int FILES = 40;
    private static final int TOPICS = 6;
    private static final String TESTER = "tester";
    private static final String MARKER = "marker";

    record Sample(AclFile file, List<String> topics) {}

    private final List<MqttUser> users = new ArrayList<>();
    private final Map<String, List<MqttUser.Message>> expected = new HashMap<>();
    private final Map<Boolean, Integer> answers = new HashMap<>();
    private int messages;

    @Property(tries = 1, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void foretellsWhatMosquittoDoes(@ForAll("samples") List<Sample> samples) throws Exception {
        List<String> names = Stream.concat(Histories.FLEET.stream().map(DeviceId::value), Stream.of(TESTER))
                .toList();
        for (String name : names) {
            PKI.client(name, 300 + names.indexOf(name));
        }
        PKI.client(AclFile.PROJECTOR, 400);
        try (TestMosquitto broker = TestMosquitto.withMutualTls(PKI.folder(), withTester(everything()))) {
            try (MqttUser projector = new MqttUser(AclFile.PROJECTOR, PKI, broker.uri("ssl"))) {
                for (String name : names) {
                    users.add(new MqttUser(name, PKI, broker.uri("ssl")));
                }
                compare(new Sample(everything(), ABOUT_EVERYTHING), 0);
                for (int i = 1; i <= samples.size(); i++) {
                    Sample sample = samples.get(i - 1);
                    AclFile file = new AclFile(i, sample.file.patterns(), sample.file.blocks());
                    reload(broker, projector, withTester(file), i);
                    compare(new Sample(file, sample.topics), i);
                }
                reload(broker, projector, letEverybodyRead(names, samples.size() + 1), samples.size() + 1);
                awaitMarker();
            } finally {
                for (MqttUser user : users) {
                    user.close();
                }
            }
        }

        for (MqttUser user : users) {
            assertThat(user.heard().stream().anyMatch(AclModelTest::ofTheSystem))
                    .as(user.name())
                    .isEqualTo(user.name().equals(TESTER));
            assertThat(user.heard().stream().filter(Predicate.not(AclModelTest::ofTheSystem)))
                    .as(user.name())
                    .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(user.name(), List.of()));
        }
        assertThat(answers.get(true)).isGreaterThan(20);
        assertThat(answers.get(false)).isGreaterThan(20);
    }

    /** Lets everybody publish, and the tester to everybody's topics, and notes who should hear it. */
    private void compare(Sample sample, int round) throws Exception {
        MosquittoModel model = new MosquittoModel(withTester(sample.file));
        MqttUser tester = users.getLast();
        for (String shape : sample.topics) {
            Map<IMqttToken, Publication> sent = new LinkedHashMap<>();
            for (DeviceId device : Histories.FLEET) {
                MqttUser user = users.get(Histories.FLEET.indexOf(device));
                for (MqttUser sender : List.of(user, tester)) {
                    MqttUser.Message message = new MqttUser.Message(Rules.own(shape, device), round + "/" + messages++);
                    sent.put(sender.publish(message), new Publication(sender.name(), message));
                }
            }
            for (Map.Entry<IMqttToken, Publication> entry : sent.entrySet()) {
                Publication publication = entry.getValue();
                MqttUser.Message message = publication.message;
                boolean accepted = model.allows(publication.sender, Direction.PUBLISH, message.topic());
                assertThat(MqttUser.accepted(entry.getKey()))
                        .as("%s in%n%s", publication, withTester(sample.file))
                        .isEqualTo(accepted);
                if (!publication.sender.equals(TESTER)) {
                    answers.merge(accepted, 1, Integer::sum);
                }
                for (MqttUser user : users) {
                    if (accepted && model.allows(user.name(), Direction.DELIVER, message.topic())) {
                        expected.computeIfAbsent(user.name(), _ -> new ArrayList<>())
                                .add(message);
                    }
                }
            }
        }
    }

    private static boolean ofTheSystem(MqttUser.Message message) {
        return message.topic().startsWith("$SYS/");
    }

    private record Publication(String sender, MqttUser.Message message) {}

    private static void reload(TestMosquitto broker, MqttUser projector, String acl, long position) throws Exception {
        broker.reload(acl);
        Deadline deadline = new Deadline("a reload");
        while (!MqttUser.accepted(
                projector.publish(new MqttUser.Message(AclFile.generationTopic(position), "in force?")))) {
            deadline.pause();
        }
    }

    /** A connection keeps its order, so whoever hears the marker heard everything before it. */
    private void awaitMarker() throws Exception {
        MqttUser.Message marker = new MqttUser.Message(MARKER, "the end");
        assertThat(MqttUser.accepted(users.getLast().publish(marker))).isTrue();
        for (MqttUser user : users) {
            Deadline deadline = new Deadline("the marker at " + user.name());
            while (!user.heard().contains(marker)) {
                deadline.pause();
            }
            expected.computeIfAbsent(user.name(), _ -> new ArrayList<>()).add(marker);
        }
    }

    // The tester hears of generations as well, which are no part of what is compared.
    private static String withTester(AclFile file) {
        return file.render() + "\nuser " + TESTER + "\ntopic readwrite #\ntopic read $SYS/#\ntopic deny projector/#\n";
    }

    private static String letEverybodyRead(List<String> names, long position) {
        return withTester(new AclFile(position, List.of(), new TreeMap<>()))
                + names.stream()
                        .map(name -> "\nuser " + name + "\ntopic read " + MARKER + "\n")
                        .collect(Collectors.joining());
    }

    /** Each way for rules to meet, at least once. */
    private static AclFile everything() {
        DeviceId revoked = Histories.FLEET.get(0);
        DeviceId narrowed = Histories.FLEET.get(1);
        DeviceId widened = Histories.FLEET.get(2);
        DeviceId resident = Histories.FLEET.get(4);
        return new AclFile(
                0,
                List.of(
                        new TemplateRule(TopicAccess.READWRITE, "devices/{device_id}/#"),
                        new TemplateRule(TopicAccess.DENY, "devices/+/canary"),
                        new TemplateRule(TopicAccess.DENY, "fleet/secret/#"),
                        new TemplateRule(TopicAccess.READ, "fleet/#"),
                        new TemplateRule(TopicAccess.WRITE, "area/{device_id}/in"),
                        new TemplateRule(TopicAccess.READ, "area/+/{device_id}/+")),
                new TreeMap<>(Map.of(
                        revoked, List.of(TopicRule.NOTHING),
                        narrowed,
                                List.of(
                                        new TopicRule(TopicAccess.DENY, "devices/" + narrowed + "/cmd/#"),
                                        new TopicRule(TopicAccess.READWRITE, "devices/" + narrowed + "/cmd/a")),
                        widened,
                                List.of(
                                        new TopicRule(TopicAccess.WRITE, "fleet/secret/+"),
                                        new TopicRule(TopicAccess.READ, "area/#")),
                        resident, List.of(new TopicRule(TopicAccess.READWRITE, "devices/" + resident + "/#")))));
    }

    private static final List<String> ABOUT_EVERYTHING = List.of(
            "devices/{device_id}",
            "devices/{device_id}/",
            "devices/{device_id}/a/b",
            "devices/{device_id}x/a",
            "devices/" + Histories.FLEET.get(1) + "/a",
            "devices/{device_id}/canary",
            "devices/{device_id}/canary/a",
            "devices/{device_id}/cmd",
            "devices/{device_id}/cmd/a",
            "fleet",
            "fleet/a",
            "fleet/secret",
            "fleet/secret/a",
            "fleet/secret/a/b",
            "area/{device_id}/in",
            "area/a/{device_id}/b",
            "area/a/{device_id}/",
            "area/a/{device_id}",
            "area/a/{device_id}/b/c",
            "area//{device_id}/b",
            "/devices/{device_id}/a",
            "Devices/{device_id}/a",
            "$SYS/broker/uptime",
            "$SYS/{device_id}",
            "$devices/{device_id}/a",
            "projector/generation/0");

    @Provide
    Arbitrary<List<Sample>> samples() {
        return Combinators.combine(
                        Histories.logs(),
                        Arbitraries.of(AclStrategy.class),
                        Rules.topics().list().ofSize(TOPICS))
                .as((log, strategy, topics) -> new Sample(AclFile.of(Histories.fold(strategy, log)), topics))
                .list()
                .ofSize(FILES);
    }
}
