package org.deviceonboarding.log.append;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The listener for appends")
class AppendListenerTest {
    @Test
    void triesAgainAfterAnError() {
        AtomicInteger tries = new AtomicInteger();

        try (AppendListener _ = new AppendListener(
                        () -> {
                            if (tries.incrementAndGet() == 1) {
                                throw new OutOfMemoryError("as the test wants it");
                            }
                            throw new SQLException("no database");
                        },
                        "this process",
                        new Appends())
                .start()) {
            await().until(() -> tries.get() > 1);
        }
    }
}
