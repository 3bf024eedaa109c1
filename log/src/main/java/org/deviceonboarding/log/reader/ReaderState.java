package org.deviceonboarding.log.reader;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.jspecify.annotations.Nullable;

/** The progress of one reader in this process. Only its lane's thread changes it. */
final class ReaderState {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** The number of entries that do not concern the reader, after which its position is stored. */
    private static final long STRIDE = 100;

    private final LogReader reader;
    private final Set<Class<? extends OnboardingEvent>> kinds;
    private volatile boolean held;
    private volatile long position;
    private volatile @Nullable String trouble;
    private volatile long retryAt = System.nanoTime();
    private long stored;
    private Duration pause = FIRST_PAUSE;

    ReaderState(LogReader reader) {
        this.reader = reader;
        this.kinds = Set.copyOf(reader.kinds());
        this.held = reader.inEveryProcess();
    }

    LogReader reader() {
        return reader;
    }

    String name() {
        return reader.name();
    }

    /** Whether this process runs the reader. */
    boolean held() {
        return held;
    }

    /** The position up to which entries are handled or do not concern it; without meaning if another process runs the reader. */
    long position() {
        return position;
    }

    long stored() {
        return stored;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    boolean ready() {
        return held && retryAt - System.nanoTime() <= 0;
    }

    /** @param leased its stored position, or null if another process runs it */
    void leased(@Nullable Long leased) {
        if (leased == null) {
            held = false;
        } else if (!held || leased != stored) {
            stored = leased;
            position = leased;
            held = true;
        }
    }

    List<LoggedEvent> concerning(List<LoggedEvent> events) {
        return kinds.isEmpty()
                ? events
                : events.stream()
                        .filter(event -> kinds.contains(event.event().getClass()))
                        .toList();
    }

    boolean isToBeStored(long reached) {
        return !reader.inEveryProcess() && reached - stored >= STRIDE;
    }

    void stored(long reached) {
        stored = reached;
    }

    void moved(long reached) {
        position = reached;
        isUpToDate();
    }

    /** Notes that the reader has no failure. */
    void isUpToDate() {
        trouble = null;
        pause = FIRST_PAUSE;
    }

    /** @return how long the reader pauses */
    Duration failed(String why) {
        trouble = why;
        Duration rest = pause;
        retryAt = System.nanoTime() + rest.toNanos();
        pause = rest.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? rest.multipliedBy(2) : LONGEST_PAUSE;
        return rest;
    }

    void lost() {
        held = false;
    }

    /** Begins again: at the first event, or where the database says. */
    void beginAgain() {
        if (reader.inEveryProcess()) {
            position = 0;
        } else {
            held = false;
        }
        reader.eventsLost();
    }

    void retryNow() {
        retryAt = System.nanoTime();
    }
}
