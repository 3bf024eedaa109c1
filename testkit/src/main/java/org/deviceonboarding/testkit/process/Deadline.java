package org.deviceonboarding.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** The deadline of a wait. */
public final class Deadline {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String what;
    private final long end = System.nanoTime() + SOON.toNanos();

    public Deadline(String what) {
        this.what = what;
    }

    public void pause() throws InterruptedException {
        assertThat(System.nanoTime()).as("waited for " + what).isLessThan(end);
        Thread.sleep(5);
    }
}
