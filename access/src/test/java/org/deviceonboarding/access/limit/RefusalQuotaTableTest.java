package org.deviceonboarding.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.probe.ProbeTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is refused again and again")
class RefusalQuotaTableTest extends ProbeTest {
    private final String subject = "caller " + UUID.randomUUID();
    private Instant now = Instant.parse("2031-03-01T23:59:00Z");

    @Test
    void isCountedForAllProcessesAndOverTheirStarts() {
        RefusalQuotaTable one = table();
        assertThat(one.take(subject, 3)).isTrue();
        assertThat(table().take(subject, 3)).isTrue();
        assertThat(table().take(subject, 3)).isTrue();

        assertThat(table().take(subject, 3)).isFalse();
        assertThat(one.take(subject, 3)).isFalse();
        assertThat(one.take(subject, 3)).isFalse();
        assertThat(one.take(subject + " other", 3)).isTrue();
    }

    @Test
    void isCountedAnewTheNextDayAndThenForgotten() {
        RefusalQuotaTable quota = table();
        assertThat(quota.take(subject, 1)).isTrue();
        assertThat(quota.take(subject, 1)).isFalse();

        now = now.plus(Duration.ofMinutes(2));
        assertThat(quota.take(subject, 1)).isTrue();
        assertThat(days()).containsExactly("2031-03-01", "2031-03-02");
        now = now.plus(Duration.ofDays(1));
        assertThat(quota.take(subject, 1)).isTrue();
        assertThat(days()).containsExactly("2031-03-02", "2031-03-03");
    }

    private List<String> days() {
        return jdbc.sql("select day::text from refusal_quota where subject = :subject order by day")
                .param("subject", subject)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private RefusalQuotaTable table() {
        return new RefusalQuotaTable(jdbc, () -> now);
    }
}
