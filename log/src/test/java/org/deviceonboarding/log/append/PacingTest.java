package org.deviceonboarding.log.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacingTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final Appends appends = new Appends();

    @Test
    void endsALongPauseWhenTheLogGrows() throws InterruptedException {
        Pacing pacing = new Pacing(appends::add, Duration.ZERO, NEVER);
        appends.ring();

        pacing.await();
    }

    @Test
    void doesNotEndAShortPauseWhenTheLogGrows() throws InterruptedException {
        Pacing pacing = new Pacing(appends::add, NEVER, NEVER);
        Thread waiting = Thread.ofVirtual().start(() -> await(pacing));
        appends.ring();

        assertThat(waiting.join(Duration.ofMillis(100))).isFalse();
        waiting.interrupt();
    }

    @Test
    void endsAnyPauseWhenItIsRung() throws InterruptedException {
        Pacing pacing = new Pacing(appends::add, NEVER, NEVER);
        pacing.ring();

        pacing.await();
    }

    @Test
    void forgetsWhatEndedTheLastPause() throws InterruptedException {
        Pacing pacing = new Pacing(appends::add, Duration.ZERO, NEVER);
        pacing.ring();
        pacing.await();
        Thread waiting = Thread.ofVirtual().start(() -> await(pacing));

        assertThat(waiting.join(Duration.ofMillis(100))).isFalse();
        waiting.interrupt();
    }

    private static void await(Pacing pacing) {
        try {
            pacing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
