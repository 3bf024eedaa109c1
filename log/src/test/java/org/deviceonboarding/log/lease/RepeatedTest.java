package org.deviceonboarding.log.lease;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Repeated work")
class RepeatedTest {
    @Test
    void goesOnAfterAnExceptionAndAfterAnError() {
        AtomicInteger turns = new AtomicInteger();
        Repeated work = new Repeated("test", Duration.ofMillis(1)) {
            @Override
            protected void turn() {
                switch (turns.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("as the test wants it");
                    case 2 -> throw new OutOfMemoryError("as the test wants it");
                    default -> {}
                }
            }
        };

        work.start();
        try {
            await().until(() -> turns.get() > 3);
        } finally {
            work.stop();
        }
    }
}
