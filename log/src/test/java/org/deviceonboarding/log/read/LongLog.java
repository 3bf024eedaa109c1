package org.deviceonboarding.log.read;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A log of {@value #LENGTH} entries in a database of its own: the three events of each registration, and at every position that divides by
 * the step of a rare event that event instead.
 */
final class LongLog implements AutoCloseable {
    static final int LENGTH = 60_000;
    static final int REVOCATIONS = 997;
    static final int RECEIPTS = 71;
    static final int REJECTIONS = 7_001;
    static final int DEFINITIONS = 9_001;
    static final int KEYS = 11_003;
    static final int BROKERS = 3;

    private static final String ENTRIES =
            """
            insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                            payload_type, payload_revision, payload, meta_data)
            select 'event-' || n, case when kind like 'Broker%%' or kind like 'ApiKey%%' then 'event-' || n
                                       when kind = 'AclTemplateDefined' then 'acl-template/pump'
                                       else lpad((n / 3)::text, 8, '0') end,
                   case when kind = 'AclTemplateDefined' then n / %1$d - 1
                        when kind like 'Broker%%' or kind like 'ApiKey%%' then 0
                        else n %% 3 end,
                   'Device', to_char(timestamp '2026-01-01' + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                   kind, '1',
                   jsonb_build_object('n', n, 'serial', to_hex(n), 'broker_id', 'broker-' || n %% %2$d,
                                      'position', n - 10, 'strategy', 'pattern', 'reason', 'registration',
                                      'device_type', 'pump', 'key_id', 'key-' || n, 'filler', repeat('x', 300)),
                   jsonb_build_object('actor', case when n %% 20011 = 0 then 'eve' else 'ada' end,
                                      'address', '192.0.2.' || n %% 2)
            from (select n, case when n %% %3$d = 0 then 'CertificateRevoked'
                                 when n %% %4$d = 0 then 'BrokerPolicyRejected'
                                 when n %% %5$d = 0 then 'BrokerPolicyEnforced'
                                 when n %% %1$d = 0 then 'AclTemplateDefined'
                                 when n %% %6$d = 0 then 'ApiKeyRevoked'
                                 when n %% 3 = 0 then 'DeviceRegistered'
                                 when n %% 3 = 1 then 'CertificateIssued'
                                 else 'CredentialsPackaged' end as kind
                  from generate_series(1, %7$d) n) entry
            order by n
            """.formatted(DEFINITIONS, BROKERS, REVOCATIONS, REJECTIONS, RECEIPTS, KEYS, LENGTH);

    private final HikariDataSource database = new HikariDataSource();

    LongLog() {
        TestDatabase written = TestPostgres.migrated();
        database.setJdbcUrl(written.jdbcUrl());
        database.setUsername(written.user());
        database.setPassword(written.password());
        database.setMaximumPoolSize(1);
        jdbc().sql(ENTRIES).update();
        jdbc().sql("vacuum analyze domain_event_entry").update();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database);
    }

    /** When the entry at the position was recorded. */
    static Instant time(long position) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(position);
    }

    @Override
    public void close() {
        database.close();
    }
}
