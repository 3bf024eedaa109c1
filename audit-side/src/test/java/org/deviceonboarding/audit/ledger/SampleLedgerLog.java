package org.deviceonboarding.audit.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log in a database of its own, and what was written to it. */
final class SampleLedgerLog implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final HikariDataSource database = new HikariDataSource();
    private final Random random;
    private final List<LogEntry> entries = new ArrayList<>();

    SampleLedgerLog(long seed) {
        this.random = new Random(seed);
        TestDatabase fresh = TestPostgres.migrated();
        database.setJdbcUrl(fresh.jdbcUrl());
        database.setUsername(fresh.user());
        database.setPassword(fresh.password());
        database.addDataSourceProperty("reWriteBatchedInserts", true);
        database.setMaximumPoolSize(4);
    }

    DataSource database() {
        return database;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database);
    }

    List<LogEntry> entries() {
        return entries;
    }

    List<Hash> leaves() {
        return entries.stream().map(LogEntry::leaf).toList();
    }

    long head() {
        return entries.isEmpty() ? 0 : entries.getLast().position();
    }

    /** Entries whose times go back and forth, and with gaps between their positions. */
    void append(int count) {
        List<LogEntry> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long before = fresh.isEmpty() ? head() : fresh.getLast().position();
            fresh.add(entry(before + 1 + (random.nextInt(5) == 0 ? random.nextInt(3) : 0)));
        }
        new JdbcTemplate(database).batchUpdate("""
                        insert into domain_event_entry (global_index, event_identifier, aggregate_identifier,
                            sequence_number, type, payload_type, payload_revision, time_stamp, payload, meta_data)
                        overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """, fresh, 500, (insert, entry) -> {
            insert.setLong(1, entry.position());
            insert.setString(2, entry.eventId());
            insert.setString(3, entry.aggregateId());
            insert.setLong(4, entry.sequence());
            insert.setString(5, entry.aggregateType());
            insert.setString(6, entry.type());
            insert.setString(7, entry.revision());
            insert.setString(8, entry.time());
            insert.setString(9, entry.payload());
            insert.setString(10, entry.metadata());
        });
        entries.addAll(fresh);
    }

    private LogEntry entry(long position) {
        @Nullable String type = random.nextBoolean() ? "Device" : null;
        Instant time = START.plusMillis(position * 100 + random.nextInt(5_000));
        return new LogEntry(
                position,
                id(),
                id(),
                0,
                type,
                "DeviceResumed",
                random.nextBoolean() ? "1" : null,
                time.toString(),
                "{\"comment\":\"D\u00fcsseldorf " + random.nextInt() + "\"}",
                "{}");
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    @Override
    public void close() {
        database.close();
    }
}
