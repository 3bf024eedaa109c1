package org.deviceonboarding.audit.asof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.acl.Histories;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;

@Label("A kept policy")
class PolicyJsonTest {
    @Property(tries = 100)
    void goesOnAsTheOneReplayedFromTheFirstEvent(
            @ForAll AclStrategy strategy,
            @ForAll("logs") List<Recorded<OnboardingEvent>> log,
            @ForAll("parts") double part)
            throws IOException {
        int cut = (int) (part * log.size());

        BrokerPolicy replayed = Histories.fold(strategy, log.subList(0, cut));
        BrokerPolicy kept = PolicyJson.read(PolicyJson.write(replayed));
        assertThat(kept).isEqualTo(replayed);
        for (Recorded<OnboardingEvent> next : log.subList(cut, log.size())) {
            kept = kept.after(next);
            replayed = replayed.after(next);
            assertThat(kept).isEqualTo(replayed);
            assertThat(AclFile.of(kept).render()).isEqualTo(AclFile.of(replayed).render());
        }
    }

    @Provide
    Arbitrary<List<Recorded<OnboardingEvent>>> logs() {
        return Histories.logs();
    }

    @Provide
    Arbitrary<Double> parts() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Example
    void isNotReadIfItIsDamagedOrOfAnotherShape() throws IOException {
        byte[] whole = PolicyJson.write(BrokerPolicy.empty(AclStrategy.PATTERN));
        String text = text(whole);
        assertThat(PolicyJson.read(zipped(text))).isEqualTo(BrokerPolicy.empty(AclStrategy.PATTERN));

        for (String other : List.of(
                "",
                "{}\n",
                "[]\n",
                "null\n",
                text + "{}\n",
                text.replace("\"devices\":0", "\"devices\":1"),
                text.replace("\"devices\":0", "\"devices\":0,\"colour\":\"red\""),
                text.replace("\"at\":", "\"since\":"),
                text.replace("\"types\":[]", "\"types\":null"))) {
            assertThat(other).isNotEqualTo(text);
            assertThatThrownBy(() -> PolicyJson.read(zipped(other))).as(other).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> PolicyJson.read(new byte[0])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PolicyJson.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
        whole[whole.length - 6] ^= 1; // of the checksum
        assertThatThrownBy(() -> PolicyJson.read(whole)).isInstanceOf(IOException.class);
    }

    private static String text(byte[] state) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(state)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
