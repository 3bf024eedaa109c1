package org.deviceonboarding.log.database;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database's clock, which all processes share. If the clocks of processes differ, the one that agrees with it
 * counts as right.
 */
@FunctionalInterface
public interface DatabaseClock {
    Instant now();

    static DatabaseClock of(JdbcClient jdbc) {
        return () -> jdbc.sql("select clock_timestamp()")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
