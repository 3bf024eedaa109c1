package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deviceonboarding.acl.broker.Backoff;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A Mosquitto that this process starts once its folder is complete and holds a release, keeps running, and stops when
 * it stops. A Mosquitto that a killed process left behind is taken over as it runs.
 */
final class ManagedMosquitto implements BrokerReload, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ManagedMosquitto.class);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final MosquittoFolder folder;
    private final MosquittoConf conf;
    private final MosquittoProcess mosquitto;
    private final FolderOwner owner;
    private final CountDownLatch released = new CountDownLatch(1);
    // There are files that the next one may like better than the last one did.
    private final Semaphore changed = new Semaphore(0);
    private volatile @Nullable ProcessHandle process;
    private volatile @Nullable Thread keeper;
    private volatile boolean shut;
    private boolean adopted;

    ManagedMosquitto(Path program, BrokerSettings broker, MosquittoConf conf, FolderOwner owner) {
        this.owner = owner;
        this.folder = new MosquittoFolder(broker.folder());
        this.conf = conf;
        this.mosquitto = new MosquittoProcess(program, folder, broker.port());
    }

    /** Stops the broker until the next {@link #reload}. */
    synchronized void shut() {
        shut = true;
        ProcessHandle current = process;
        if (current != null && current.isAlive()) {
            end(current);
        }
    }

    boolean alive() {
        ProcessHandle current = process;
        return current != null && current.isAlive();
    }

    // With the lock a broker either starts after the files changed, or is known here and gets the signal.
    @Override
    public synchronized boolean reload() throws IOException, InterruptedException {
        adopt();
        ProcessHandle current = process;
        boolean there = current != null && current.isAlive();
        shut = false;
        if (current != null && there) {
            ReloadSignal.to(current.pid());
        } else {
            changed.release();
        }
        released.countDown();
        return there;
    }

    @Override
    public void start() {
        try {
            if (owner.take()) {
                adopt();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The broker folder cannot be written: " + e.getMessage(), e);
        }
        if (conf.mayCrash()) {
            log.warn(
                    "Mosquitto {} may crash after a reload while devices whose MQTT 5 sessions expire are away, and loses"
                            + " messages for all who are: grants are gathered for 5 s so that reloads are few, a broker"
                            + " that ends is started again; 2.1.2 has neither fault (docs/mosquitto-versions.md)",
                    conf.version().orElse(""));
        }
        Thread thread = Thread.ofVirtual().name("mosquitto-keeper").unstarted(this::keep);
        keeper = thread;
        thread.start();
    }

    /** Prepares the folder, and takes over a broker that runs in it. Nothing is touched before the folder is owned. */
    private synchronized void adopt() throws IOException {
        if (adopted) {
            return;
        }
        boolean changed = conf.write();
        for (ProcessHandle leftover : mosquitto.leftovers()) {
            if (changed) {
                log.info("Mosquitto (process {}) was left running with other settings and is ended", leftover.pid());
                end(leftover);
            } else {
                log.info("Mosquitto (process {}) was left running and is taken over", leftover.pid());
                process = leftover;
            }
        }
        adopted = true;
    }

    @Override
    public void stop() {
        Thread thread = keeper;
        keeper = null;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        ProcessHandle current = process;
        if (current != null && current.isAlive()) {
            end(current);
            log.info("Mosquitto (process {}) is ended", current.pid());
        }
    }

    @Override
    public boolean isRunning() {
        return keeper != null;
    }

    /** Starts before the release loop, and stops after it. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void keep() {
        Backoff backoff = new Backoff();
        try {
            owner.await();
            released.await();
            awaitFolder();
            while (isRunning()) {
                if (shut) {
                    changed.acquire();
                    continue;
                }
                long since = System.nanoTime();
                String end = run();
                if (shut) {
                    continue;
                }
                if (System.nanoTime() - since > STEADY.toNanos()) {
                    backoff.reset();
                }
                Duration pause = backoff.next();
                log.warn("{}; starting Mosquitto again in {} s", end, pause.toSeconds());
                boolean _ = changed.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    /** Runs the broker once. Returns how it ended. */
    private String run() throws InterruptedException {
        try {
            ProcessHandle current = launch();
            mosquitto.announce(current);
            CompletableFuture<ProcessHandle> end = current.onExit(); // once, because the process would keep each one
            while (current.isAlive()) {
                mosquitto.boundLog();
                awaitEnd(end);
            }
            return "Mosquitto (process " + current.pid() + ") ended, its last words: " + mosquitto.lastWords();
        } catch (IOException e) {
            return "Mosquitto did not start: " + e.getMessage();
        }
    }

    private static void awaitEnd(CompletableFuture<ProcessHandle> end) throws InterruptedException {
        try {
            end.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // It lives.
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for a process does not fail", e);
        }
    }

    private synchronized ProcessHandle launch() throws IOException {
        if (shut) {
            throw new IOException("it would let in who lost access");
        }
        ProcessHandle current = process;
        if (current == null || !current.isAlive()) {
            changed.drainPermits();
            current = mosquitto.start();
            process = current;
        }
        return current;
    }

    private void awaitFolder() throws InterruptedException {
        List<Path> missing = folder.missing();
        if (!missing.isEmpty()) {
            log.info("Mosquitto starts as soon as there are: {}", missing);
        }
        while (!folder.missing().isEmpty()) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
