package org.deviceonboarding.command.job.imports;

import java.sql.Timestamp;
import java.time.InstantSource;
import org.deviceonboarding.domain.bulk.BulkId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds keys that are in a list twice, or that no new device may have. In the database, as {@link NameCheck} does. */
@Component
class KeyCheck {
    private static final String TWICE = """
            select row_no from (
                select row_no, row_number() over (partition by key order by row_no) as nth
                from bulk_row where job_id = :job and key is not null) as keyed
            where nth > 1 order by row_no
            """;
    private static final String COMPROMISED = """
            select row_no from bulk_row
            where job_id = :job and exists (
                select from certified_key where certified_key.key = bulk_row.key and revoked = 'key_compromise')
            order by row_no
            """;
    private static final String HELD = """
            select row_no from bulk_row
            where job_id = :job and exists (
                select from certified_key
                where certified_key.key = bulk_row.key and revoked is null and not_after >= :now)
            order by row_no
            """;
    private static final String PROMISED = """
            select mine.row_no from bulk_row mine
            where mine.job_id = :job and exists (
                select from bulk_row other join bulk_job on bulk_job.id = other.job_id
                where other.key = mine.key and other.state = 'waiting' and other.job_id <> :job
                  and bulk_job.action = 'import' and bulk_job.status = 'running')
            order by mine.row_no
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    KeyCheck(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void check(BulkId job, BadRows.Collector bad) {
        add(jdbc.sql(TWICE), job, bad, "is for a key that stands in this list before");
        add(jdbc.sql(COMPROMISED), job, bad, "is for a key that was compromised");
        add(
                jdbc.sql(HELD).param("now", Timestamp.from(clock.instant())),
                job,
                bad,
                "is for a key that another has a certificate for");
        add(jdbc.sql(PROMISED), job, bad, "is for a key in a list that is being registered");
    }

    private static void add(JdbcClient.StatementSpec found, BulkId job, BadRows.Collector bad, String message) {
        found.param("job", job.value()).query(Integer.class).list().forEach(row -> bad.add(row, "csr", message));
    }
}
