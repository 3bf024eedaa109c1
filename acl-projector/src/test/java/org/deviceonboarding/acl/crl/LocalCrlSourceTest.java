package org.deviceonboarding.acl.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The CRL of this process")
class LocalCrlSourceTest {
    private final CrlSize size = new CrlSize(10);

    @Test
    void isAskedForByPosition() throws Exception {
        assertThat(new LocalCrlSource(position -> "CRL " + position, size).fetch(42))
                .isEqualTo("CRL 42");
        assertThat(size.bytes()).isEqualTo(6);
    }

    @Test
    void isGivenUpAfterItsDeadlineAndItsWorkIsEnded() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        LocalCrlSource source = new LocalCrlSource(
                _ -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                        return "too late";
                    } catch (InterruptedException e) {
                        ended.countDown();
                        throw new IllegalStateException(e);
                    }
                },
                size,
                Duration.ofMillis(50));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> source.fetch(1))
                .withMessageContaining("No CRL from this process within");
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void hasALimit() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new LocalCrlSource(_ -> "more than ten", size).fetch(1))
                .withMessageContaining("13 bytes");
        assertThat(size.trouble()).startsWith("The CRL has 13 bytes");
    }

    @Test
    void isMissedInWords() {
        LocalCrlSource source = new LocalCrlSource(
                _ -> {
                    throw new IllegalStateException("not yet");
                },
                size);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> source.fetch(1))
                .withMessage("No CRL from this process: not yet");
    }
}
