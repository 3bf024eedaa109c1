package org.deviceonboarding.query.broker;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.projection.RowComparison;
import org.deviceonboarding.log.projection.TaskDatabase;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the receipts, of which there may be many, page by page. A row that is there stays as it is. */
final class ReceiptCheck {
    private static final String POSITION = "select position from " + BrokerTables.STATE;
    private static final int HALF_A_MICROSECOND = 500;

    private final JdbcClient jdbc;
    private final LogPages log;
    private final Findings findings;

    ReceiptCheck(Connection connection, Findings findings) {
        this.jdbc = TaskDatabase.on(connection).jdbc();
        this.log = new LogPages(connection);
        this.findings = findings;
    }

    void run() throws SQLException {
        long until = jdbc.sql(POSITION).query(Long.class).single();
        Set<Class<? extends OnboardingEvent>> kinds = Set.of(BrokerPolicyEnforced.class);
        long reached = 0;
        List<Recorded<OnboardingEvent>> page;
        do {
            findings.reached(reached, until);
            page = log.page(reached, until, kinds);
            compare(page);
            reached = page.isEmpty() ? until : page.getLast().position();
        } while (page.size() == LogPages.PAGE);
        nameThoseWithoutEvent(until);
    }

    private void compare(List<Recorded<OnboardingEvent>> page) {
        Map<String, String> expected = new TreeMap<>();
        for (Recorded<OnboardingEvent> recorded : page) {
            EventFilter.ofEnforcement(recorded)
                    .map(Receipt::of)
                    .ifPresent(receipt ->
                            expected.put(key(receipt.brokerId().value(), receipt.logPosition()), text(receipt)));
        }
        Map<String, String> found = new TreeMap<>();
        if (!expected.isEmpty()) {
            jdbc.sql("select * from broker_receipt where (broker_id, log_position) in (:keys)")
                    .param(
                            "keys",
                            expected.keySet().stream().map(ReceiptCheck::key).toList())
                    .query(row -> {
                        found.put(
                                key(row.getString("broker_id"), row.getLong("log_position")),
                                text(
                                        row.getLong("position"),
                                        row.getTimestamp("recorded_at"),
                                        row.getObject("latency_millis", Long.class)));
                    });
        }
        RowComparison.of(expected, found, findings);
        findings.counted("receipts", expected.size());
    }

    private void nameThoseWithoutEvent(long until) {
        jdbc.sql("""
                        select broker_id, log_position, position, recorded_at, latency_millis
                        from broker_receipt receipt
                        where log_position <= :until and not exists (
                            select 1 from domain_event_entry
                            where global_index = receipt.log_position and payload_type = 'BrokerPolicyEnforced'
                              and payload::jsonb ->> 'broker_id' = receipt.broker_id)
                        order by log_position limit 1000
                        """).param("until", until).query(row -> {
            findings.differs(
                    key(row.getString("broker_id"), row.getLong("log_position")),
                    "no row",
                    text(
                            row.getLong("position"),
                            row.getTimestamp("recorded_at"),
                            row.getObject("latency_millis", Long.class)));
        });
    }

    private static String key(String broker, long position) {
        return broker + " " + position;
    }

    private static Object[] key(String key) {
        int space = key.lastIndexOf(' ');
        return new Object[] {key.substring(0, space), Long.valueOf(key.substring(space + 1))};
    }

    private static String text(Receipt receipt) {
        Instant at = receipt.recordedAt().plusNanos(HALF_A_MICROSECOND).truncatedTo(ChronoUnit.MICROS);
        return text(receipt.position(), Timestamp.from(at), receipt.latencyMillis());
    }

    private static String text(long position, Timestamp recordedAt, @Nullable Long latency) {
        return "policy " + position + " at " + recordedAt.toInstant() + " after " + latency + " ms";
    }
}
