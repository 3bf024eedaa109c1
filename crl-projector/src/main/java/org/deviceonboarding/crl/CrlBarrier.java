package org.deviceonboarding.crl;

import java.time.Duration;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a read wait, briefly, until enough of the log is on the CRL. */
@Component
class CrlBarrier {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Crls crls;

    CrlBarrier(Crls crls) {
        this.crls = crls;
    }

    /**
     * A CRL that is read afterwards covers at least what is returned.
     *
     * @param minPosition what the caller wants to see, or null for whatever is there
     * @throws Refused {@code not_caught_up} if it is not there in time
     */
    long await(@Nullable Long minPosition) {
        if (minPosition != null && minPosition > crls.head()) {
            throw notYet("The log has not reached position " + minPosition + " yet");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long covered = crls.position();
        while (minPosition != null && covered < minPosition) {
            if (System.nanoTime() - deadline > 0) {
                throw notYet("The CRL has not reached position " + minPosition + " yet");
            }
            pause();
            covered = crls.position();
        }
        return covered;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notYet("The server is shutting down");
        }
    }

    static Refused notYet(String detail) {
        return new Refused(RefusalCode.NOT_CAUGHT_UP, detail);
    }
}
