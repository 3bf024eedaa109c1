package org.deviceonboarding.portal.eventstore;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Rings whenever the log may have grown. */
final class Appends {
    private final Set<Runnable> callbacks = ConcurrentHashMap.newKeySet();
    private final Object monitor = new Object();
    private long rings;

    void ring() {
        synchronized (monitor) {
            rings++;
            monitor.notifyAll();
        }
        callbacks.forEach(Runnable::run);
    }

    long rings() {
        synchronized (monitor) {
            return rings;
        }
    }

    /** Waits until it has rung more than so often, or the time is over. */
    void awaitRingAfter(long heard, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        synchronized (monitor) {
            for (long left = millis; rings == heard && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
                monitor.wait(left);
            }
        }
    }

    void add(Runnable callback) {
        callbacks.add(callback);
    }

    void remove(Runnable callback) {
        callbacks.remove(callback);
    }
}
