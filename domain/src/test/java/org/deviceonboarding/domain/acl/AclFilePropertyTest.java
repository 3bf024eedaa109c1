package org.deviceonboarding.domain.acl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.topics.TopicRule;

class AclFilePropertyTest {
    @Property(tries = 300)
    void explicitlySaysExactlyWhatThePolicyGrants(@ForAll("logs") List<Recorded<OnboardingEvent>> log)
            throws DamagedAclFile {
        BrokerPolicy policy = Histories.fold(AclStrategy.EXPLICIT, log);
        TreeMap<DeviceId, List<TopicRule>> granted = new TreeMap<>();
        for (DeviceAccess device : policy.access().granted()) {
            granted.put(device.id(), policy.access().rules(device));
        }
        granted.values().removeIf(List::isEmpty);

        AclFile read = AclFile.parse(AclFile.of(policy).render());

        assertThat(read.patterns()).isEmpty();
        assertThat(read.blocks()).isEqualTo(granted);
        assertThat(read.position()).isEqualTo(policy.position());
    }

    @Property(tries = 300)
    void readsBackEveryRuleThereCanBe(@ForAll("files") AclFile file) throws DamagedAclFile {
        assertThat(AclFile.parse(file.render())).isEqualTo(file);
    }

    @Property(tries = 300)
    void doesNotDependOnTheOrderOfEventsOfDifferentDevices(
            @ForAll AclStrategy strategy, @ForAll("logs") List<Recorded<OnboardingEvent>> log) {
        List<OnboardingEvent> events =
                log.stream().<OnboardingEvent>map(Recorded::event).toList();
        AclFile one = AclFile.of(Histories.fold(strategy, events.toArray(OnboardingEvent[]::new)));
        AclFile other = AclFile.of(Histories.fold(strategy, Histories.regrouped(log)));

        assertThat(new AclFile(7, one.patterns(), one.blocks()).render())
                .isEqualTo(new AclFile(7, other.patterns(), other.blocks()).render());
    }

    /** One line of a good file is replaced by one of another, or by a near miss; the checksum and counts are right. */
    @Property(tries = 1000)
    void readsNothingThatItWouldWriteDifferently(
            @ForAll("files") AclFile file,
            @ForAll("files") AclFile other,
            @ForAll @IntRange(max = 1_000_000) int at,
            @ForAll @IntRange(max = 1_000_000) int from,
            @ForAll("slips") String slip) {
        List<String> lines = new ArrayList<>(file.render().lines().toList());
        List<String> source = other.render().lines().toList();
        String line = source.get(4 + from % (source.size() - 5)) + slip;
        lines.set(4 + at % (lines.size() - 5), line);
        String body = String.join("\n", lines.subList(4, lines.size() - 1)) + "\n";
        long users = body.lines().filter(text -> text.startsWith("user ")).count() - 1;
        String text = String.join("\n", lines.getFirst(), lines.get(1), "# devices " + users)
                + "\n# sha256 " + Sha256.of(body.getBytes(UTF_8)) + "\n" + body
                + "# end " + file.position() + " " + users + "\n";

        Optional<AclFile> read = read(text);

        Statistics.label("accepted")
                .collect(read.isPresent())
                .coverage(seen -> seen.check(true).count(count -> count > 5));
        read.ifPresent(accepted -> assertThat(accepted.render()).isEqualTo(text));
    }

    private static Optional<AclFile> read(String text) {
        try {
            return Optional.of(AclFile.parse(text));
        } catch (DamagedAclFile _) {
            return Optional.empty();
        }
    }

    @Property(tries = 3000)
    void refusesAnyChangedByte(
            @ForAll("files") AclFile file,
            @ForAll @IntRange(max = 1_000_000) int at,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] bytes = file.render().getBytes(UTF_8);
        bytes[at % bytes.length] ^= (byte) change;

        assertRefused(new String(bytes, UTF_8));
        assertRefused(new String(bytes, ISO_8859_1));
    }

    @Property(tries = 300)
    void refusesAnyTruncation(@ForAll("files") AclFile file, @ForAll @IntRange(max = 1_000_000) int at) {
        String text = file.render();

        assertRefused(text.substring(0, at % text.length()));
    }

    @Property(tries = 300)
    void refusesAnyMissingOrDoubledLine(@ForAll("files") AclFile file, @ForAll @IntRange(max = 1_000_000) int at) {
        List<String> lines = file.render().lines().toList();
        int chosen = at % lines.size();
        StringBuilder without = new StringBuilder();
        StringBuilder doubled = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i) + "\n";
            without.append(i == chosen ? "" : line);
            doubled.append(i == chosen ? line + line : line);
        }

        assertRefused(without.toString());
        assertRefused(doubled.toString());
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(DamagedAclFile.class)
                .isThrownBy(() -> AclFile.parse(text))
                .withMessageStartingWith("Line ");
    }

    @Provide
    Arbitrary<List<Recorded<OnboardingEvent>>> logs() {
        return Histories.logs();
    }

    @Provide
    Arbitrary<String> slips() {
        return Arbitraries.of("", "", "", " ", "/", "/#", "/+", "\t", "\r", "%u", "/%u", "/{device_id}", "0", "\u00a0");
    }

    @Provide
    Arbitrary<AclFile> files() {
        Arbitrary<TopicRule> rule = Arbitraries.frequencyOf(
                Tuple.of(9, Rules.any().map(any -> any.forDevice(Histories.device(1)))),
                Tuple.of(1, Arbitraries.just(TopicRule.NOTHING)));
        Arbitrary<SortedMap<DeviceId, List<TopicRule>>> blocks = Arbitraries.maps(
                        Arbitraries.integers().between(1, 5000).map(Histories::device),
                        rule.list().ofMinSize(1).ofMaxSize(3))
                .ofMaxSize(5)
                .map(TreeMap::new);
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0),
                        Rules.any().list().ofMaxSize(3),
                        blocks)
                .as(AclFile::new)
                .withoutEdgeCases();
    }
}
