package org.deviceonboarding.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.actor.Actor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("The history, while others append,")
class HistoryUnderAppendsTest extends HistoryTest {
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void hasEachEventOnceWhileOthersAppend() throws Exception {
        refused(somebody("before"), LONG_AGO, 3_000);
        List<Long> before = logged();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> appenders = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(n -> threads.submit(() ->
                            IntStream.range(0, 40).forEach(_ -> refused(somebody("w-" + n), LONG_AGO))))
                    .toList();
            for (String accept : List.of(NDJSON, CSV, NDJSON)) {
                assertWhole(positions(export(accept, ""), accept), before);
            }
            assertWhole(paged("limit=500", 0), before);
            for (Future<?> appender : appenders) {
                appender.get();
            }
        }
    }

    /** Appends that are rolled back use positions up: what comes after them must not be taken for the end, nor skipped. */
    @Test
    void hasEachEventOnceWhileOthersGiveUp() throws Exception {
        Actor gaps = somebody("gaps");
        String actor = nameOf(gaps);
        AtomicLong written = new AtomicLong();
        long start = logged().getLast();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> appenders = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        for (int i = 0; i < 40; i++) {
                            boolean givesUp = i % 3 == 1;
                            transaction.executeWithoutResult(status -> {
                                refused(gaps, LONG_AGO, 3);
                                if (givesUp) {
                                    status.setRollbackOnly();
                                }
                            });
                            written.addAndGet(givesUp ? 0 : 3);
                        }
                    }))
                    .toList();
            int looks = 0;
            while (looks < 3 || !appenders.stream().allMatch(Future::isDone)) {
                long known = written.get();
                List<Long> exported = positions(export(NDJSON, "actor=" + actor + "&after=" + start), NDJSON);
                List<Long> paged = paged("limit=20&actor=" + actor, start);
                assertThat(exported)
                        .hasSizeGreaterThanOrEqualTo((int) known)
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(paged)
                        .hasSizeGreaterThanOrEqualTo(exported.size())
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(paged.subList(0, exported.size())).isEqualTo(exported);
                looks++;
            }
            for (Future<?> appender : appenders) {
                appender.get();
            }
        }
        List<Long> all = paged("limit=20&actor=" + actor, start);
        assertThat(all).hasSize((int) written.get());
        assertThat(all.getLast() - all.getFirst())
                .as("some positions belong to nobody")
                .isGreaterThanOrEqualTo(all.size());
    }

    /** Everything up to the last position seen, once, and in order. */
    private void assertWhole(List<Long> seen, List<Long> before) {
        assertThat(seen)
                .isEqualTo(logged().stream()
                        .filter(position -> position <= seen.getLast())
                        .toList());
        assertThat(seen.getLast()).isGreaterThanOrEqualTo(before.getLast());
    }
}
