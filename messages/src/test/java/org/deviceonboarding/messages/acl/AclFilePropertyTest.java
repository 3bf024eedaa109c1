package org.deviceonboarding.messages.acl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.event.DeviceEvent;
import org.deviceonboarding.messages.topics.AccessPolicy;
import org.deviceonboarding.messages.topics.DeviceAccess;
import org.deviceonboarding.messages.topics.TopicAccess;
import org.deviceonboarding.messages.topics.TopicRule;

class AclFilePropertyTest {
    @Property(tries = 300)
    void saysExactlyWhatThePolicyGrants(@ForAll("logs") List<DeviceEvent> log) throws DamagedAclFile {
        AccessPolicy policy = Histories.fold(log);
        TreeMap<DeviceId, List<TopicRule>> granted = new TreeMap<>();
        for (DeviceAccess access : policy.granted()) {
            granted.put(access.id(), access.rules());
        }

        AclFile read = AclFile.parse(AclFile.of(policy).render());

        assertThat(read.grants()).isEqualTo(granted);
        assertThat(read.position()).isEqualTo(policy.position());
    }

    @Property(tries = 300)
    void readsBackEveryRuleThereCanBe(@ForAll("files") AclFile file) throws DamagedAclFile {
        assertThat(AclFile.parse(file.render())).isEqualTo(file);
    }

    @Property(tries = 300)
    void doesNotDependOnTheOrderOfEventsOfDifferentDevices(@ForAll("logs") List<DeviceEvent> log) {
        AclFile one = AclFile.of(Histories.fold(log));
        AclFile other = AclFile.of(Histories.fold(Histories.deviceByDevice(log)));

        assertThat(new AclFile(7, one.grants()).render()).isEqualTo(new AclFile(7, other.grants()).render());
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
    Arbitrary<List<DeviceEvent>> logs() {
        return Histories.logs();
    }

    @Provide
    Arbitrary<AclFile> files() {
        Arbitrary<String> level = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withChars("AZ09_.-")
                        .ofMinLength(1)
                        .ofMaxLength(8),
                Arbitraries.just("+"));
        Arbitrary<String> filter = Combinators.combine(level.list().ofMinSize(1).ofMaxSize(5), Arbitraries.of("", "/#"))
                .as((levels, rest) -> String.join("/", levels) + rest);
        Arbitrary<TopicRule> rule =
                Combinators.combine(Arbitraries.of(TopicAccess.class), filter).as(TopicRule::new);
        Arbitrary<SortedMap<DeviceId, List<TopicRule>>> grants = Arbitraries.maps(
                        Arbitraries.integers().between(1, 5000).map(Histories::device),
                        rule.list().ofMinSize(1).ofMaxSize(3))
                .ofMaxSize(5)
                .map(TreeMap::new);
        return Combinators.combine(Arbitraries.longs().greaterOrEqual(0), grants)
                .as(AclFile::new);
    }
}
