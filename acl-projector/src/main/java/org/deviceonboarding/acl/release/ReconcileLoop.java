package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.deviceonboarding.acl.broker.Backoff;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.policy.PolicyChange;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes one release at a time: the first change at once, and all changes that came meanwhile with the next release. Changes
 * that take no access away wait until one second, or five, have passed since the last release.
 *
 * <p>There is no release before the log was read up to the head at the start, because half a replay would lock out the other half
 * of the fleet.
 */
@Component
public final class ReconcileLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ReconcileLoop.class);
    // CRLs are signed anew as time passes, without any event.
    private static final Duration PERIOD = Duration.ofSeconds(30);
    // In between, a device that lost access may be back.
    private static final Duration URGENT = Duration.ofMillis(500);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration OVERDUE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(15);
    private static final int QUIET_TURNS = 5;

    private final LogHead logHead;
    private final Reconciler reconciler;
    private final BrokerAdapter broker;
    private final FolderOwner owner;
    private final DesiredState first;
    private final AtomicReference<DesiredState> newest;
    private final Semaphore news = new Semaphore(0);
    private volatile BrokerStatus status = BrokerStatus.STARTING;
    // At a start, the rest of this process may not have got as far as we have.
    private int quietTurns = QUIET_TURNS;
    private long cleanedUpAt = System.nanoTime();
    private volatile @Nullable Thread thread;
    private @Nullable OptionalLong headAtStart;
    // Whether the broker has fallen silent, or answers again, and nobody has looked yet.
    private volatile boolean heartbeatChanged;
    // Whether the log lost events that this process had read.
    private volatile boolean eventsLost;

    public ReconcileLoop(
            BrokerSettings settings, LogHead logHead, Reconciler reconciler, BrokerAdapter broker, FolderOwner owner) {
        this.logHead = logHead;
        this.reconciler = reconciler;
        this.broker = broker;
        this.owner = owner;
        StrategyChoice choice = settings.strategy()
                .<StrategyChoice>map(StrategyChoice.Fixed::new)
                .orElseGet(() -> new StrategyChoice.BySize(broker.readableBlocks()));
        this.first = DesiredState.of(settings.id(), choice);
        this.newest = new AtomicReference<>(first);
        // A broker that falls silent is put on record at once, and proven anew as soon as it answers.
        broker.onSilenceChange(() -> {
            heartbeatChanged = true;
            news.release();
        });
    }

    /** The newest desired state. */
    DesiredState desired() {
        return newest.get();
    }

    /** Takes over a new desired state, and returns at once. */
    public void desired(DesiredState desired) {
        DesiredState before = newest.getAndSet(desired);
        AclStrategy strategy = desired.policies().strategy();
        if (strategy != before.policies().strategy()) {
            log.info("For a fleet of this size the ACL strategy is {}", strategy.word());
        }
        if (desired.asksMoreThan(before) || status.position() == null) {
            news.release();
        }
    }

    /**
     * Forgets what was read of the log, because events of it are lost. The broker keeps what it has until the log was read again, from
     * its first event on.
     */
    void readAgain() {
        log.warn("The log lost events that this process had read. It is read again, and the broker keeps what it has");
        newest.set(first);
        eventsLost = true; // afterwards: whoever sees it finds nothing of the lost history
        news.release();
    }

    /** Whether releases are proven, so that receipts will come. */
    boolean proves() {
        return reconciler.proves();
    }

    public BrokerStatus status() {
        return status;
    }

    /** Whether the log was read up to that position. */
    public boolean covers(OptionalLong head) {
        return newest.get().covers(head);
    }

    /** The changes that the broker was not yet proven to enforce, by log position. */
    public PSortedMap<Long, PolicyChange> pending() {
        return newest.get().pending();
    }

    /** The work at the broker that changes none of its files. */
    public CleanupBacklog cleanup() {
        return newest.get().cleanup();
    }

    /** Makes one release, if there is something to release and the log has been read. */
    public BrokerStatus turn() throws InterruptedException {
        try {
            if (eventsLost) {
                eventsLost = false;
                headAtStart = null;
                reconciler.forget();
            }
            DesiredState desired = newest.get();
            OptionalLong head = headAtStart == null ? logHead.position() : headAtStart;
            headAtStart = head;
            if (!desired.covers(head)) {
                return status.position() == null
                        ? BrokerStatus.STARTING
                        : status.but("The log lost events, and is read again; the broker keeps what it has");
            }
            return reconciler.reconcile(desired);
        } catch (IOException | ReleaseRefused e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // Cut off by stop(): it tells nothing of the broker.
            }
            if (quietTurns == 0 || e instanceof NotEnforced) {
                reconciler.reject(newest.get(), e);
            }
            return reconciler.status().but(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("A release failed for a reason nobody foresaw", e);
            return reconciler.status().but(e.toString());
        } catch (OutOfMemoryError e) {
            // A large CRL takes ten times its size for a moment. The broker keeps what it has, and this thread goes on.
            log.error("A release failed: the heap (-Xmx) is too small for ACL and CRL", e);
            return reconciler
                    .status()
                    .but("The heap (-Xmx) of this process is too small for ACL and CRL: " + e.getMessage());
        }
    }

    private void run() {
        Backoff backoff = new Backoff();
        try {
            owner.await();
            while (!prepared()) {
                Thread.sleep(backoff.next());
            }
            while (isRunning()) {
                long began = System.nanoTime();
                BrokerStatus next = turn();
                report(next);
                status = next;
                if (next.trouble() == null) {
                    backoff.reset();
                }
                Duration pause = next.trouble() == null ? PERIOD : reconciler.urgent() ? URGENT : backoff.next();
                if (awaitNews(pause)) {
                    gather(began);
                    news.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    private boolean prepared() {
        try {
            broker.prepare();
            return true;
        } catch (IOException e) {
            status = status.but("The broker folder cannot be written: " + e.getMessage());
            return false;
        }
    }

    /**
     * Waits for news, and cleans up meanwhile, a little at a time. Work that needs a receipt is news as well. Losses of access come
     * together, and a clean-up takes several connections. So it begins when no news came for a moment, or after a few seconds.
     */
    private boolean awaitNews(Duration pause) throws InterruptedException {
        long deadline = System.nanoTime() + pause.toNanos();
        boolean overdue = System.nanoTime() - cleanedUpAt > OVERDUE.toNanos();
        if (!overdue && news.tryAcquire(QUIET.toNanos(), TimeUnit.NANOSECONDS)) {
            return true;
        }
        while (!cleanUp()) {
            long left = deadline - System.nanoTime();
            if (news.tryAcquire(Math.clamp(left, 0, TICK.toNanos()), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean cleanUp() throws InterruptedException {
        cleanedUpAt = System.nanoTime();
        try {
            return reconciler.cleanUp(newest.get(), () -> news.availablePermits() > 0);
        } catch (RuntimeException e) {
            log.error("A clean-up failed for a reason nobody foresaw", e);
            return false;
        }
    }

    /** Whether this process waits because another one works in the folder. */
    public boolean standsBy() {
        return !owner.held();
    }

    // Whoever gains access can wait for company; whoever loses it cannot, nor a broker in use that nobody waits for.
    // The first release has none before it, and everybody waits for it.
    private void gather(long lastTurn) throws InterruptedException {
        long gathering = status.position() == null ? 0 : broker.gathering().toNanos();
        long left = gathering - (System.nanoTime() - lastTurn);
        while (left > 0 && !heartbeatChanged && newest.get().canWait()) {
            boolean _ = news.tryAcquire(left, TimeUnit.NANOSECONDS);
            left = gathering - (System.nanoTime() - lastTurn);
        }
        heartbeatChanged = false;
    }

    private void report(BrokerStatus next) {
        String trouble = next.trouble();
        if (trouble == null) {
            quietTurns = 0;
        } else if (quietTurns > 0) {
            quietTurns--;
            log.debug("Not everything is there yet: {}", trouble);
            return;
        }
        if (trouble != null && !trouble.equals(status.trouble())) {
            log.warn("The broker does not have all it should; trying again. {}", trouble);
        } else if (trouble == null && status.trouble() != null) {
            log.info("The broker has all it should, of log position {}", next.position());
        }
    }

    @Override
    public void start() {
        try {
            if (owner.take()) {
                broker.prepare();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The broker folder cannot be written: " + e.getMessage(), e);
        }
        Thread loop = Thread.ofVirtual().name("acl-releases").unstarted(this::run);
        thread = loop;
        loop.start();
    }

    @Override
    public void stop() {
        Thread loop = thread;
        thread = null;
        if (loop != null) {
            loop.interrupt();
            try {
                loop.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
