package org.deviceonboarding.crl;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clock that all processes share. Of several whose clocks differ, the one that agrees with it is taken to be right. */
@FunctionalInterface
public interface DatabaseClock {
    Instant now();

    static DatabaseClock of(JdbcClient jdbc) {
        return () -> jdbc.sql("select clock_timestamp()")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
