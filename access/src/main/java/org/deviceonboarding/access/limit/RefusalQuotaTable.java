package org.deviceonboarding.access.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code refusal_quota}: one count for all processes, which survives restarts. Days are UTC's. */
@Component
class RefusalQuotaTable implements RefusalQuota {
    private static final int REMEMBERED = 10_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    // Whoever goes on asking today costs nothing.
    private final Cache<String, LocalDate> spent = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofDays(1))
            .build();
    private volatile @Nullable LocalDate swept;

    RefusalQuotaTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean take(String subject, int perDay) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (today.equals(spent.getIfPresent(subject))) {
            return false;
        }
        boolean taken = jdbc.sql("""
                        insert into refusal_quota as quota (day, subject, used) values (:day, :subject, 1)
                        on conflict (day, subject) do update set used = quota.used + 1 where quota.used < :most
                        """)
                        .param("day", today)
                        .param("subject", subject)
                        .param("most", perDay)
                        .update()
                > 0;
        if (!taken) {
            spent.put(subject, today);
        }
        sweep(today);
        return taken;
    }

    private void sweep(LocalDate today) {
        if (!today.equals(swept)) {
            swept = today;
            jdbc.sql("delete from refusal_quota where day < :yesterday")
                    .param("yesterday", today.minusDays(1))
                    .update();
        }
    }
}
