package org.deviceonboarding.command.issuing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.springframework.stereotype.Component;

/** RSA-2048 keys that {@link KeyPoolFiller} makes in idle time. The keys are in memory only, and each is taken once. */
@Component
class KeyPool {
    private static final KeyAlgorithm POOLED = KeyAlgorithm.RSA_2048;

    private final SecureRandom random;
    private final Semaphore room;
    private final Queue<KeyPair> keys = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean used = new AtomicBoolean();

    KeyPool(IssuingProperties properties, SecureRandom random, MeterRegistry metrics) {
        this.random = random;
        this.room = new Semaphore(properties.keyPoolSize());
        Gauge.builder("key.pool.keys", keys, Queue::size)
                .description("RSA-2048 keys that are ready for requests")
                .register(metrics);
    }

    /** A key from the pool, if the pool has one for the algorithm; otherwise a key made now. */
    KeyPair take(KeyAlgorithm algorithm) {
        used.set(true);
        KeyPair ready = algorithm == POOLED ? keys.poll() : null;
        if (ready == null) {
            return algorithm.generate(random);
        }
        room.release();
        return ready;
    }

    /** Whether somebody took a key since this was called before. */
    boolean wasUsed() {
        return used.getAndSet(false);
    }

    /** Waits while the pool is full. */
    void awaitRoom() throws InterruptedException {
        room.acquire();
        room.release();
    }

    /** Makes one more key, for a pool that is not full. */
    void add() {
        KeyPair made = POOLED.generate(random);
        if (room.tryAcquire()) {
            keys.add(made);
        }
    }

    /** Drops all keys. */
    void clear() {
        while (keys.poll() != null) {
            room.release();
        }
    }
}
