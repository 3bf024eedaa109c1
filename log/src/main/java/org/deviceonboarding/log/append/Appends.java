package org.deviceonboarding.log.append;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all callbacks and waiting threads of this process that the log may have grown. */
public final class Appends {
    private static final Logger log = LoggerFactory.getLogger(Appends.class);

    private final Set<Runnable> callbacks = ConcurrentHashMap.newKeySet();
    private final Set<Runnable> reconnected = ConcurrentHashMap.newKeySet();
    private final Signal rung = new Signal();

    public void ring() {
        rung.raise();
        for (Runnable callback : callbacks) {
            try {
                callback.run();
            } catch (RuntimeException e) {
                // A reader that is just stopping must not make an append look failed that is committed.
                log.debug("A reader did not take the news", e);
            }
        }
    }

    public long rings() {
        return rung.count();
    }

    /** Waits until it has rung again since {@code heard} was counted, or the time is over. */
    public void awaitRingAfter(long heard, long millis) throws InterruptedException {
        rung.awaitAfter(heard, millis);
    }

    public void add(Runnable callback) {
        callbacks.add(callback);
    }

    /** @param callback runs when the connection to the database was lost and there is a new one */
    public void onReconnect(Runnable callback) {
        reconnected.add(callback);
    }

    void reconnected() {
        reconnected.forEach(Runnable::run);
    }
}
