package org.deviceonboarding.log.append;

/** Counts how often something happened, and wakes the threads that wait for the next time. */
public final class Signal {
    private final Object monitor = new Object();
    private long count;

    public void raise() {
        synchronized (monitor) {
            count++;
            monitor.notifyAll();
        }
    }

    public long count() {
        synchronized (monitor) {
            return count;
        }
    }

    /** Waits until the count is another than {@code seen}, or the time is over. */
    public void awaitAfter(long seen, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        synchronized (monitor) {
            for (long left = millis; count == seen && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
                monitor.wait(left);
            }
        }
    }
}
