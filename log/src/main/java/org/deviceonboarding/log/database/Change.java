package org.deviceonboarding.log.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody asked for and waits for: how long it waits for the database at a time, and how far it got. It goes with
 * the thread that makes it; work that nobody waits for has none, and all the time it needs.
 */
public final class Change {
    private static final ThreadLocal<@Nullable Change> CURRENT = new ThreadLocal<>();

    private final Duration patience;
    private volatile boolean failed;
    private volatile boolean appends;
    private volatile boolean committed;

    /** @param patience how long the database may be silent */
    public Change(Duration patience) {
        this.patience = patience;
    }

    public static Optional<Change> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** What is done, however it ends. */
    @FunctionalInterface
    public interface Work<E extends Exception, F extends Exception> {
        void run() throws E, F;
    }

    /** Makes it on this thread. */
    public <E extends Exception, F extends Exception> void make(Work<E, F> work) throws E, F {
        Change outer = CURRENT.get();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * Does something on this thread that others wait for as well, with the patience of the thread's own change. What becomes of it
     * is not yet what becomes of that.
     */
    public static <T extends @Nullable Object> T together(Supplier<T> work) {
        Change own = CURRENT.get();
        if (own == null) {
            return work.get();
        }
        AtomicReference<T> result = new AtomicReference<>();
        new Change(own.patience).make(() -> result.set(work.get()));
        return result.get();
    }

    int patienceMillis() {
        return Math.toIntExact(patience.toMillis());
    }

    /** Once the database failed it, it does not wait for it again. */
    public void fail() {
        failed = true;
    }

    boolean failed() {
        return failed;
    }

    /** It appends to the log, in the transaction under way. */
    public void append() {
        appends = true;
    }

    /** Whether that transaction is the change, and not one that looked something up. */
    boolean appends() {
        return appends;
    }

    /** Another thread committed it. */
    public void committedByAnother() {
        committed = true;
    }

    void rollBack() {
        appends = false;
    }

    void commit() {
        committed |= appends;
        appends = false;
    }

    /** Whether a part of it is done for good, whatever happens now. */
    boolean committed() {
        return committed;
    }
}
