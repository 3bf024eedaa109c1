package org.deviceonboarding.log.reader;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.append.Signal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionOperations;

/** Passes new events to all readers of this process, from its start to its end. */
public final class LogReaders implements SmartLifecycle {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Map<String, ReaderState> readers;
    private final EntrySource source;
    private final Appends appends;
    private final @Nullable ReaderPositions positions;
    private final @Nullable TransactionOperations transaction;
    private final Signal moved = new Signal();
    private final LongConsumer lost;
    private volatile List<ReaderLane> lanes = List.of();
    private volatile @Nullable RecentEntries entries;

    /**
     * @param source reads the log
     * @param positions null if every reader is in every process
     * @param transaction likewise
     * @param lost is told the position of an event that was read, and is not in the log any more
     */
    public LogReaders(
            List<LogReader> readers,
            EntrySource source,
            Appends appends,
            @Nullable ReaderPositions positions,
            @Nullable TransactionOperations transaction,
            LongConsumer lost) {
        this.readers = readers.stream()
                .map(ReaderState::new)
                .collect(Collectors.toMap(
                        ReaderState::name,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("Two readers have the name " + one.name());
                        },
                        LinkedHashMap::new));
        this.source = source;
        this.appends = appends;
        this.positions = positions;
        this.transaction = transaction;
        this.lost = lost;
        appends.onReconnect(this::retryNow);
    }

    /** Returns the position of a reader that this process runs; empty if another process runs it. */
    public OptionalLong position(String reader) {
        ReaderState state = readers.get(reader);
        return state != null && state.held() ? OptionalLong.of(state.position()) : OptionalLong.empty();
    }

    /** The signal that is raised whenever a reader of this process has moved on. */
    public Signal moved() {
        return moved;
    }

    /** Takes over the readers of processes that are gone. Without being asked, it looks for them every few seconds. */
    public void takeOver() {
        if (lanes.stream().filter(ReaderLane::lookForReaders).count() > 0) {
            appends.ring();
        }
    }

    /** Returns why a reader of this process has stopped, or null. */
    public @Nullable String trouble(String reader) {
        ReaderState state = readers.get(reader);
        return state == null ? null : state.trouble();
    }

    /** Makes readers that failed try again at once, because the cause may be over. */
    private void retryNow() {
        RecentEntries read = entries;
        if (read != null) {
            read.doubt();
        }
        readers.values().forEach(ReaderState::retryNow);
        appends.ring();
    }

    @Override
    public synchronized void start() {
        RecentEntries shared = new RecentEntries(source, appends, POLL);
        entries = shared;
        lanes = readers.values().stream()
                .collect(Collectors.groupingBy(state -> state.reader().lane(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(lane -> new ReaderLane(
                        lane.getKey(), lane.getValue(), shared, positions, transaction, appends, moved, lost, POLL))
                .toList();
        lanes.forEach(ReaderLane::start);
    }

    @Override
    public synchronized void stop() {
        lanes.forEach(ReaderLane::stop);
        lanes = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return !lanes.isEmpty();
    }
}
