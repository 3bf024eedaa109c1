package org.deviceonboarding.log.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.fixture.EventExamples;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.logformat.EventCatalogue;
import org.deviceonboarding.logformat.EventJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The readers of a process")
class LogReadersTest {
    private final MemoryLog log = new MemoryLog();
    private final List<Reader> all = new ArrayList<>();
    private final List<Long> lost = new CopyOnWriteArrayList<>();
    private LogReaders readers = new LogReaders(List.of(), log, log.appends, null, null, lost::add);

    @AfterEach
    void stop() {
        readers.stop();
    }

    @Test
    void getEachEventOnceInItsOrder() {
        Reader reader = start("one").getFirst();
        for (int i = 0; i < 2_000; i++) {
            log.append("DeviceRegistered");
        }

        await().until(() -> reader.positions.size() >= 2_000);
        assertThat(reader.positions).isSorted().doesNotHaveDuplicates().hasSize(2_000);
        assertThat(readers.position("one")).hasValue(2_000);
    }

    @Test
    void shareOneLookAtTheLog() {
        List<Reader> several = start("one", "two", "three", "four");
        await().until(() -> log.looks.get() >= 1);
        int before = log.looks.get();

        log.append("DeviceRegistered");

        await().until(() -> several.stream().allMatch(reader -> reader.positions.size() == 1));
        // One that finds the event, and one that finds nothing after it; the clock may add one.
        assertThat(log.looks.get() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void doNotHoldEachOtherUp() {
        List<Reader> two = start("bad", "good");
        two.getFirst().failsAt = 1;

        log.append("DeviceRegistered");
        log.append("DeviceRegistered");

        await().until(() -> two.getLast().positions.size() == 2);
        assertThat(two.getFirst().positions).isEmpty();
        await().until(() -> "as the test wants it".equals(readers.trouble("bad")));
        assertThat(readers.trouble("good")).isNull();

        two.getFirst().failsAt = 0;
        await().until(() -> two.getFirst().positions.equals(List.of(1L, 2L)));
        assertThat(readers.trouble("bad")).isNull();
    }

    @Test
    void goOnAfterAnErrorWithTheSameEvents() {
        Reader reader = start("one").getFirst();
        reader.outOfMemory = true;
        log.append("DeviceRegistered");
        await().until(() -> "as the test wants it".equals(readers.trouble("one")));

        reader.outOfMemory = false;

        await().until(() -> reader.positions.equals(List.of(1L)));
        await().until(() -> readers.trouble("one") == null);
    }

    @Test
    void wakeWhoeverWaitsForThemOnceTheyHaveMoved() {
        start("one");
        long before = readers.moved().count();

        log.append("DeviceRegistered");

        await().until(() -> readers.moved().count() > before);
        assertThat(readers.position("one")).hasValue(1);
    }

    @Test
    void areWellAgainAfterAnOutageInWhichNothingHappened() {
        start("one");
        log.down = true;
        await().until(() -> readers.trouble("one") != null);

        log.down = false;

        await().until(() -> readers.trouble("one") == null);
    }

    @Test
    void goOnAfterOneCouldNotEvenSayWhetherItWantsATurn() {
        Reader reader = start("one").getFirst();
        reader.cannotSay = true;
        await().until(() -> reader.failed.get() > 0);
        reader.cannotSay = false;

        log.append("DeviceRegistered");

        await().until(() -> reader.positions.equals(List.of(1L)));
    }

    @Test
    void standStillBeforeAnEntryThatNobodyCanReadAndSaySo() {
        Reader reader = start("one").getFirst();
        log.append("DeviceRegistered");
        log.append("EventOfTomorrow");
        log.append("DeviceRegistered");

        await().until(() -> reader.why.size() > 1); // it tries again
        assertThat(reader.positions).containsExactly(1L);
        assertThat(reader.why).allMatch("The entry at position 2 is a EventOfTomorrow of revision 1"::equals);
    }

    @Test
    void beginAgainIfTheLogLostWhatTheyHadRead() {
        List<Reader> two = start("one", "two");
        log.append("DeviceRegistered");
        log.append("DeviceRegistered");
        log.append("DeviceRegistered");
        await().until(() -> two.stream().allMatch(reader -> reader.positions.size() == 3));

        log.lose(2);
        log.append("DeviceRegistered");

        await().until(() -> two.stream().allMatch(reader -> reader.losses.get() == 1));
        await().until(() -> two.stream().allMatch(reader -> reader.positions.equals(List.of(1L, 2L))));
        assertThat(lost).containsExactly(3L);
        assertThat(readers.position("one")).hasValue(2);
    }

    /** A reader that is behind would otherwise read the lost events' successors, and hide the loss from the others. */
    @Test
    void noticeALossThatOnlyOneBehindMeets() {
        RecentEntries entries = new RecentEntries(log, log.appends, Duration.ofDays(1));
        log.append("DeviceRegistered");
        log.append("DeviceRegistered");
        log.append("DeviceRegistered");
        assertThat(entries.after(2, 0).reached()).isEqualTo(3);

        log.lose(2);
        log.append("DeviceRegistered");
        log.append("DeviceRegistered");
        log.append("DeviceRegistered");

        assertThatExceptionOfType(LogHistory.EventsLost.class)
                .isThrownBy(() -> entries.after(1, 0))
                .returns(3L, LogHistory.EventsLost::position);
        assertThat(entries.losses()).isOne();
    }

    @Test
    void standStillAtAnOlderCopyOfTheLogUntilItIsOver() {
        log.timeline = 7;
        Reader reader = start("one").getFirst();
        log.append("DeviceRegistered");
        log.append("DeviceRegistered");
        await().until(() -> reader.positions.size() == 2);

        log.timeline = 6;
        List<LogEntry> missing = log.lose(1);
        log.appends.ring();
        await().until(() -> String.valueOf(readers.trouble("one")).startsWith("The database is an older copy"));
        assertThat(reader.positions).containsExactly(1L, 2L);

        log.entries.addAll(missing);
        log.append("DeviceRegistered");
        await().until(() -> reader.positions.equals(List.of(1L, 2L, 3L)));
        assertThat(reader.losses).hasValue(0);
        assertThat(lost).isEmpty();
    }

    private List<Reader> start(String... names) {
        for (String name : names) {
            all.add(new Reader(name));
        }
        readers = new LogReaders(List.copyOf(all), log, log.appends, null, null, lost::add);
        readers.start();
        return all;
    }

    private static final class Reader implements LogReader {
        private final String name;
        private final List<Long> positions = new CopyOnWriteArrayList<>();
        private final List<String> why = new CopyOnWriteArrayList<>();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger losses = new AtomicInteger();
        private volatile long failsAt;
        private volatile boolean cannotSay;
        private volatile boolean outOfMemory;

        Reader(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Class<? extends OnboardingEvent>> kinds() {
            return OnboardingEvent.kinds(DeviceEvent.class);
        }

        @Override
        public String lane() {
            return "shared";
        }

        @Override
        public boolean inEveryProcess() {
            return true;
        }

        @Override
        public boolean wants(long position) {
            if (cannotSay) {
                failed.incrementAndGet();
                throw new IllegalStateException("no database");
            }
            return false;
        }

        @Override
        public void handle(List<LoggedEvent> events, long reached) {
            if (outOfMemory) {
                throw new OutOfMemoryError("as the test wants it");
            }
            for (LoggedEvent event : events) {
                if (event.position() == failsAt) {
                    throw new IllegalStateException("as the test wants it");
                }
            }
            events.forEach(event -> positions.add(event.position()));
        }

        @Override
        public void eventsLost() {
            positions.clear();
            losses.incrementAndGet();
        }

        @Override
        public void stopped(String reason) {
            why.add(reason);
        }
    }

    private static final class MemoryLog implements EntrySource {
        private final Appends appends = new Appends();
        private final List<LogEntry> entries = new CopyOnWriteArrayList<>();
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger count = new AtomicInteger();
        private volatile boolean down;
        private volatile long timeline = 1;

        List<LogEntry> lose(int last) {
            List<LogEntry> end = entries.subList(entries.size() - last, entries.size());
            List<LogEntry> gone = List.copyOf(end);
            end.clear();
            return gone;
        }

        void append(String type) {
            DeviceId id = new DeviceId(UUID.randomUUID().toString());
            entries.add(new LogEntry(
                    entries.size() + 1L,
                    "event " + count.incrementAndGet(),
                    id.value(),
                    0,
                    null,
                    type,
                    EventCatalogue.named(type).map(EventCatalogue::revision).orElse("1"),
                    Instant.EPOCH.toString(),
                    EventJson.mapper().writeValueAsString(EventExamples.registered(id)),
                    "{}"));
            appends.ring();
        }

        @Override
        public List<LogEntry> after(long position, int most) {
            looks.incrementAndGet();
            if (down) {
                throw new IllegalStateException("no database");
            }
            return entries.stream()
                    .filter(entry -> entry.position() > position)
                    .limit(most)
                    .toList();
        }

        @Override
        public Sighting sighting(long position) {
            return new Sighting(
                    timeline,
                    entries.stream()
                            .filter(entry -> entry.position() == position)
                            .map(LogEntry::eventId)
                            .findFirst()
                            .orElse(null));
        }

        @Override
        public long head() {
            return entries.size();
        }
    }
}
