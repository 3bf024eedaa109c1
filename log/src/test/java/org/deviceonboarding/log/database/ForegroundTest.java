package org.deviceonboarding.log.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Work in the background")
@Timeout(30)
class ForegroundTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final Foreground foreground = new Foreground();
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    void waitsForAChangeInTheForeground() throws InterruptedException {
        Thread change = change();
        Thread work = Thread.ofPlatform().start(() -> foreground.makeWay(NEVER));
        await().until(() -> work.getState() == Thread.State.TIMED_WAITING);

        answered.countDown();

        assertThat(work.join(Duration.ofSeconds(20))).isTrue();
        change.join();
    }

    @Test
    void goesOnAfterAWhileHoweverManyChangesThereAre() throws InterruptedException {
        Thread change = change();

        foreground.makeWay(Duration.ofMillis(1));

        assertThat(change.isAlive()).isTrue();
        answered.countDown();
        change.join();
    }

    @Test
    void waitsForNothingOnceAChangeHasFailed() {
        assertThatThrownBy(() -> foreground.<IllegalStateException, IllegalStateException>make(() -> {
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        foreground.makeWay(NEVER);
    }

    /** A change that has begun. */
    private Thread change() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread change = Thread.ofPlatform()
                .start(() -> foreground.<RuntimeException, RuntimeException>make(() -> {
                    begun.countDown();
                    try {
                        boolean _ = answered.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        begun.await();
        return change;
    }
}
