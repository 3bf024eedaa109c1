package org.deviceonboarding.log.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change that a caller waits for: how long it waits for each answer of the database, and how far it got. The change
 * belongs to the thread that makes it. Work that nobody waits for has no change, and no limit of time.
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

    /** The work that makes the change. */
    @FunctionalInterface
    public interface Work<E extends Exception, F extends Exception> {
        void run() throws E, F;
    }

    /** Makes the change on this thread. */
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

    /** Records that the database failed: the change does not wait for it again. */
    public void fail() {
        failed = true;
    }

    boolean failed() {
        return failed;
    }

    /** Records that the current transaction appends to the log. */
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
