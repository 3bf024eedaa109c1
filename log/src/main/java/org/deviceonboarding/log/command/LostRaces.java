package org.deviceonboarding.log.command;

import java.util.function.Supplier;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a change again that lost a race for its aggregate, and after no other failure: up to eight times, after 10, 20, 40, ...
 * milliseconds, about two and a half seconds in all.
 */
final class LostRaces {
    private static final int TRIES = 8;
    private static final long FIRST_PAUSE_MILLIS = 10;

    private LostRaces() {}

    static <T extends @Nullable Object> T retry(Supplier<T> change) {
        for (int failed = 0; ; failed++) {
            try {
                return change.get();
            } catch (RuntimeException e) {
                if (failed == TRIES || !isLostRace(e) || !pause(FIRST_PAUSE_MILLIS << failed)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isLostRace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyException) {
                return true;
            }
        }
        return false;
    }

    /** False if somebody wants this thread to stop. */
    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
