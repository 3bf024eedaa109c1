package org.deviceonboarding.command.job.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A list that comes in")
class SteadyBodyTest {
    private long now;

    @Test
    void mayTakeItsTimeAtFirst() throws IOException {
        assertThat(body(30, Duration.ofSeconds(1)).readAllBytes()).hasSize(30);
    }

    @Test
    void isNotTakenIfItDrips() {
        SteadyBody dripping = body(100_000, Duration.ofSeconds(19));

        assertThatThrownBy(dripping::readAllBytes)
                .isInstanceOf(SteadyBody.TooSlow.class)
                .hasMessage("A list must come in at 8 KB a second");
        assertThat(now).isEqualTo(Duration.ofSeconds(38).toNanos());
    }

    @Test
    void isTakenHoweverLongIfItKeepsComing() throws IOException {
        InputStream steady = body(2_000_000, Duration.ofMillis(100), 1000);

        assertThat(steady.readAllBytes()).hasSize(2_000_000);
        assertThat(now).isGreaterThan(Duration.ofMinutes(3).toNanos());
    }

    /** It is we who are slow then. */
    @Test
    void hasAllTheTimeThatItsRowsTake() throws IOException {
        SteadyBody body = body(100, Duration.ofMillis(1));
        for (int i = 0; i < 100; i++) {
            assertThat(body.read()).isZero();
            now += Duration.ofMinutes(1).toNanos();
        }
        assertThat(body.read()).isEqualTo(-1);
    }

    private SteadyBody body(int length, Duration pause) {
        return body(length, pause, 1);
    }

    private SteadyBody body(int length, Duration pause, int atATime) {
        return new SteadyBody(
                new ByteArrayInputStream(new byte[length]) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int most) {
                        now += pause.toNanos();
                        return super.read(target, offset, Math.min(most, atATime));
                    }
                },
                () -> now);
    }
}
