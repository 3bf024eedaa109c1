package org.deviceonboarding.log.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@DisplayName("The end of a long log")
@ParameterizedClass
@MethodSource("org.deviceonboarding.testkit.postgres.TestPostgres#migratedOnEachServer")
class TailQueryTest {
    private static final long EVENTS = 20_000;
    private static final int MOST = 100;
    private static final int READS = 50;
    // PostgreSQL tries so many before it compares, and the driver sends as many unprepared.
    private static final long TRIALS = 5;

    private final TestDatabase database;

    TailQueryTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void isReadInOrderWithoutAPlanForEachRead() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                                    payload_type, payload, meta_data)
                    select n::text, n::text, 0, '', '', repeat('x', 1500), '' from generate_series(1, %d) n
                    """.formatted(EVENTS));
            statement.execute("analyze domain_event_entry");

            for (int i = 0; i < READS; i++) {
                assertThat(read(connection, EVENTS - 2)).containsExactly(EVENTS - 1, EVENTS);
            }
            assertThat(read(connection, 0)).hasSize(MOST).isSorted().startsWith(1L);

            assertThat(plansOfItsOwn(statement)).isLessThanOrEqualTo(TRIALS);
        }
    }

    private static List<Long> read(Connection connection, long after) {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        return new TailQuery(jdbc, new StoredLog(jdbc))
                .after(after, MOST).stream().map(LogEntry::position).toList();
    }

    private static long plansOfItsOwn(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select custom_plans from pg_prepared_statements"
                + " where statement ilike '%domain_event_entry%order by global_index%' and from_sql = false")) {
            row.next();
            return row.getLong(1);
        }
    }
}
