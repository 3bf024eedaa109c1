package org.deviceonboarding.log.reader;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.append.Signal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The thread that passes events to the readers of one lane. Readers at the same position get a batch in one transaction. If it
 * fails, each reader gets the batch in a transaction of its own, so that none holds up the others.
 */
final class ReaderLane {
    private static final Logger log = LoggerFactory.getLogger(ReaderLane.class);
    private static final Duration RENEWAL = ReaderPositions.LEASE.dividedBy(3);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** How long what was found out about other processes is true enough for who waits for them. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private static final Duration FAREWELL = Duration.ofSeconds(12);

    private final List<ReaderState> readers;
    private final Map<String, ReaderState> leased;
    private final RecentEntries entries;
    private final @Nullable ReaderPositions positions;
    private final @Nullable TransactionOperations transaction;
    private final Appends appends;
    private final Signal moved;
    private final LongConsumer lost;
    private final Duration poll;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean overdue;
    private volatile long leasedAt = System.nanoTime();
    private boolean registered;
    private long losses;
    private long renewAt = System.nanoTime();

    ReaderLane(
            String name,
            List<ReaderState> readers,
            RecentEntries entries,
            @Nullable ReaderPositions positions,
            @Nullable TransactionOperations transaction,
            Appends appends,
            Signal moved,
            LongConsumer lost,
            Duration poll) {
        this.readers = List.copyOf(readers);
        this.leased = readers.stream()
                .filter(state -> !state.reader().inEveryProcess())
                .collect(Collectors.toMap(ReaderState::name, Function.identity()));
        this.entries = entries;
        this.positions = positions;
        this.transaction = transaction;
        this.appends = appends;
        this.moved = moved;
        this.lost = lost;
        this.poll = poll;
        this.thread = Thread.ofVirtual().name("log-reader-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Makes the next turn look whether the processes that have the other readers are gone.
     *
     * @return false if that is known already
     */
    boolean lookForReaders() {
        if (overdue
                || leased.values().stream().allMatch(ReaderState::held)
                || System.nanoTime() - leasedAt < FRESH.toNanos()) {
            return false;
        }
        overdue = true;
        return true;
    }

    private void run() {
        try {
            while (!closed) {
                long heard = appends.rings();
                if (!turnThatMayFail()) {
                    appends.awaitRingAfter(heard, pause().toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    /** Returns how long to wait for an event at most. Leases and readers that failed shorten it, because no event tells of them. */
    private Duration pause() {
        if (readers.stream().anyMatch(state -> state.trouble() != null)) {
            return RETRY;
        }
        Duration left = leased.isEmpty() ? poll : Duration.ofNanos(renewAt - System.nanoTime());
        return left.compareTo(RETRY) < 0 ? RETRY : left.compareTo(poll) < 0 ? left : poll;
    }

    /**
     * Goes on whatever fails, even after an error such as no memory: without this thread nobody would read for its readers until
     * the next start. The batch's transaction was rolled back, so the readers get the same events again.
     */
    private boolean turnThatMayFail() {
        try {
            return turn();
        } catch (RuntimeException | Error e) {
            log.warn("The readers {} could not be fed, trying again in {}", leased.keySet(), poll, e);
            return false;
        }
    }

    /** @return whether there was anything to do */
    private boolean turn() {
        if (entries.losses() != losses) {
            losses = entries.losses();
            readers.forEach(ReaderState::beginAgain);
            renewAt = System.nanoTime();
        }
        try {
            renew();
        } catch (RuntimeException e) {
            log.debug("The leases of {} are not renewed: {}", leased.keySet(), e.toString());
            return false;
        }
        Map<Long, List<ReaderState>> cohorts = readers.stream()
                .filter(ReaderState::ready)
                .collect(Collectors.groupingBy(ReaderState::position, TreeMap::new, Collectors.toList()));
        boolean moved = false;
        for (Map.Entry<Long, List<ReaderState>> cohort : cohorts.entrySet()) {
            moved |= feed(cohort.getKey(), cohort.getValue());
        }
        return moved;
    }

    private void renew() {
        if (positions == null || leased.isEmpty() || (!overdue && System.nanoTime() - renewAt < 0)) {
            return;
        }
        overdue = false;
        if (!registered) {
            leased.values().forEach(state -> positions.register(state.reader()));
            registered = true;
        }
        Map<String, Long> held = positions.lease(leased.keySet());
        leased.forEach((name, state) -> state.leased(held.get(name)));
        leasedAt = System.nanoTime();
        renewAt = leasedAt + RENEWAL.toNanos();
    }

    private boolean feed(long position, List<ReaderState> cohort) {
        RecentEntries.Page page;
        try {
            page = entries.after(position, losses);
        } catch (LogHistory.EventsLost e) {
            lost.accept(e.position());
            appends.ring(); // Each lane begins again with its next turn.
            return true;
        } catch (RuntimeException | Error e) {
            cohort.forEach(state -> failed(state, e));
            return false;
        }
        if (!page.events().isEmpty()
                || cohort.stream().anyMatch(state -> state.reader().wants(position))) {
            give(cohort, page);
            return true;
        }
        if (page.unreadable() == null) {
            cohort.forEach(ReaderState::isUpToDate); // whatever it had failed for is over
        } else {
            cohort.forEach(state -> stop(state, page.unreadable()));
        }
        return false;
    }

    private void give(List<ReaderState> cohort, RecentEntries.Page page) {
        try {
            deliver(cohort, page);
        } catch (RuntimeException | Error e) {
            if (cohort.size() == 1) {
                failed(cohort.getFirst(), e);
            } else {
                log.debug(
                        "The batch that ends at {} goes to each of {} readers by itself",
                        page.reached(),
                        cohort.size(),
                        e);
                cohort.forEach(state -> give(List.of(state), page));
            }
        }
    }

    private void deliver(List<ReaderState> cohort, RecentEntries.Page page) {
        Map<ReaderState, List<LoggedEvent>> batches = new LinkedHashMap<>();
        Map<String, Long> from = new HashMap<>();
        for (ReaderState state : cohort) {
            List<LoggedEvent> concerning = state.concerning(page.events());
            boolean concerned = !concerning.isEmpty() || state.reader().wants(page.reached());
            if (concerned) {
                batches.put(state, concerning);
            }
            if (!state.reader().inEveryProcess() && (concerned || state.isToBeStored(page.reached()))) {
                from.put(state.name(), state.stored());
            }
        }
        if (from.isEmpty() || positions == null || transaction == null) {
            batches.forEach((state, events) -> state.reader().handle(events, page.reached()));
        } else {
            ReaderPositions stored = positions;
            transaction.executeWithoutResult(_ -> {
                stored.move(from, page.reached(), page.end());
                batches.forEach((state, events) -> state.reader().handle(events, page.reached()));
            });
        }
        for (ReaderState state : cohort) {
            if (from.containsKey(state.name())) {
                state.stored(page.reached());
            }
            state.moved(page.reached());
        }
        moved.raise();
    }

    private void failed(ReaderState state, Throwable e) {
        entries.doubt();
        if (e instanceof LeaseLost) {
            state.lost();
            log.info("{}", e.getMessage());
            return;
        }
        // What was committed, and whether, is not known: the stored position tells.
        renewAt = System.nanoTime();
        boolean known = state.trouble() != null;
        Duration pause = state.failed(String.valueOf(e.getMessage()));
        log.warn(
                "The reader {} stands still at {}, next try in {}",
                state.name(),
                state.position(),
                pause,
                known ? null : e);
    }

    private static void stop(ReaderState state, String why) {
        if (!why.equals(state.trouble())) {
            log.error("The reader {} stands still: {}", state.name(), why);
        }
        state.failed(why);
        state.reader().stopped(why);
    }

    void stop() {
        closed = true;
        appends.ring();
        try {
            if (!thread.join(FAREWELL)) {
                thread.interrupt();
            }
            if (positions != null && !leased.isEmpty()) {
                positions.release(leased.keySet());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("The leases of {} end by themselves: {}", leased.keySet(), e.toString());
        }
    }
}
