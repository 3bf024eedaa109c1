package org.deviceonboarding.command.job.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Limits how many lists come in at once, in all and of one caller. Each caller has a few places, so that nobody takes
 * all there are.
 */
@Component
class Uploads {
    static final int AT_ONCE = 8;
    static final int OF_ONE_CALLER = 2;

    private final Map<String, Integer> open = new HashMap<>();

    /** A place, until it is closed. */
    interface UploadSlot extends AutoCloseable {
        @Override
        void close();
    }

    /** Nothing if there is none for this caller. */
    synchronized Optional<UploadSlot> take(String caller) {
        int all = open.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= AT_ONCE || open.getOrDefault(caller, 0) >= OF_ONE_CALLER) {
            return Optional.empty();
        }
        open.merge(caller, 1, Integer::sum);
        return Optional.of(() -> leave(caller));
    }

    private synchronized void leave(String caller) {
        open.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }
}
