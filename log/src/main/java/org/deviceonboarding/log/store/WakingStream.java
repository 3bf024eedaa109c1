package org.deviceonboarding.log.store;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/** A stream that queries the database when asked or rung, and at the latest after a second when someone waits on it. */
final class WakingStream implements TrackingEventStream {
    private static final long LONGEST_NAP = 1000;

    private final TrackingEventStream stream;
    private final Appends appends;
    private @Nullable Runnable callback;

    WakingStream(TrackingEventStream stream, Appends appends) {
        this.stream = stream;
        this.appends = appends;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return stream.peek();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (true) {
            long heard = appends.rings();
            if (stream.hasNextAvailable(0, TimeUnit.MILLISECONDS)) {
                return true;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            appends.awaitRingAfter(heard, Math.min(left, LONGEST_NAP));
        }
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.HOURS)) {
            Thread.onSpinWait();
        }
        return stream.nextAvailable();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable onAvailable) {
        forgetCallback();
        callback = onAvailable;
        appends.add(onAvailable);
        return true;
    }

    @Override
    public void close() {
        forgetCallback();
        stream.close();
    }

    private void forgetCallback() {
        if (callback != null) {
            appends.remove(callback);
        }
    }
}
