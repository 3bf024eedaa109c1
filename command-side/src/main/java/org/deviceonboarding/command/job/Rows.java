package org.deviceonboarding.command.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.lease.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code bulk_row}: the rows of jobs. */
@Component
public class Rows {
    /** Far beyond what a batch takes; whoever is slower than that loses its rows to others, and no more. */
    private static final Lease CLAIM = new Lease(Duration.ofSeconds(60));

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Rows(JdbcClient jdbc, JdbcTemplate template, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What became of a row. */
    record RowOutcome(
            int row, @Nullable String serial, @Nullable String error) {}

    /** One line of the results. */
    public record RowResult(
            int row,
            @Nullable String name,
            String deviceId,
            @Nullable String serial,
            String state,
            @Nullable String error,
            @Nullable String warning) {}

    void add(BulkId job, List<JobRow> rows) {
        transaction.executeWithoutResult(_ -> template.batchUpdate(
                "insert into bulk_row (job_id, row_no, device_id, name, request, key, skeleton) values (?, ?, ?, ?, ?, ?, ?)",
                rows,
                500,
                (statement, row) -> {
                    statement.setObject(1, job.value());
                    statement.setInt(2, row.row());
                    statement.setString(3, row.deviceId().value());
                    statement.setString(4, row.name());
                    statement.setString(5, row.request());
                    statement.setString(6, row.key() == null ? null : row.key().hex());
                    statement.setString(7, row.skeleton());
                }));
    }

    /** PostgreSQL learns how many rows there are. As long as it expects few, it compares each with each to find a name twice. */
    void analyze() {
        jdbc.sql("analyze bulk_row").update();
    }

    /**
     * Takes rows to be worked on, for a while; others pass them over. They are chosen once, in an array: "in" a subquery may choose
     * anew for each row, and then takes all of them.
     */
    List<JobRow> claim(BulkId job, UUID claim, int limit) {
        Instant now = clock.instant();
        return jdbc
                .sql("""
                        update bulk_row set claimed_by = :claim, claimed_until = :until, attempts = attempts + 1
                        where job_id = :job and row_no = any (array(
                            select row_no from bulk_row
                            where job_id = :job and state = 'waiting'
                                and (claimed_until is null or claimed_until < :now or claimed_until > :latest)
                            order by row_no limit :limit for update skip locked))
                        returning row_no, device_id, name, request, attempts
                        """)
                .param("job", job.value())
                .param("claim", claim)
                .param("until", CLAIM.end(now))
                .param("latest", CLAIM.latest(now))
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(Rows::read)
                .list()
                .stream()
                .sorted(Comparator.comparingInt(JobRow::row))
                .toList();
    }

    /** Gives back what was taken and not finished. */
    void release(BulkId job, UUID claim) {
        jdbc.sql("""
                        update bulk_row set claimed_by = null, claimed_until = null
                        where job_id = :job and claimed_by = :claim and state = 'waiting'
                        """).param("job", job.value()).param("claim", claim).update();
    }

    /** Those of the claimed rows that nobody else has taken over. */
    Set<Integer> held(BulkId job, UUID claim, List<JobRow> claimed) {
        return new HashSet<>(jdbc.sql("""
                        select row_no from bulk_row
                        where job_id = :job and row_no = any (:rows) and claimed_by = :claim and state = 'waiting' for update
                        """)
                .param("job", job.value())
                .param("rows", claimed.stream().map(JobRow::row).toArray(Integer[]::new))
                .param("claim", claim)
                .query(Integer.class)
                .list());
    }

    void settle(BulkId job, List<RowOutcome> outcomes) {
        template.batchUpdate("""
                update bulk_row set state = ?, serial = ?, error = ?, request = null, claimed_by = null, claimed_until = null
                where job_id = ? and row_no = ?
                """, outcomes, 500, (statement, outcome) -> {
            statement.setString(1, outcome.error() == null ? "done" : "refused");
            statement.setString(2, outcome.serial());
            statement.setString(3, outcome.error());
            statement.setObject(4, job.value());
            statement.setInt(5, outcome.row());
        });
    }

    boolean anyWaiting(BulkId job) {
        return jdbc.sql("select exists (select from bulk_row where job_id = :job and state = 'waiting')")
                .param("job", job.value())
                .query(Boolean.class)
                .single();
    }

    public List<RowResult> results(BulkId job, int after, int limit) {
        return jdbc.sql("""
                        select row_no, name, device_id, serial, state, error, warning from bulk_row
                        where job_id = :job and row_no > :after order by row_no limit :limit
                        """)
                .param("job", job.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new RowResult(
                        row.getInt("row_no"),
                        row.getString("name"),
                        row.getString("device_id"),
                        row.getString("serial"),
                        row.getString("state"),
                        row.getString("error"),
                        row.getString("warning")))
                .list();
    }

    /** Devices of renewals that nobody asked for, with credentials that wait. */
    Set<DeviceId> prepared() {
        return new HashSet<>(jdbc.sql("""
                        select device_id from bulk_row join bulk_job on bulk_job.id = bulk_row.job_id
                        where bulk_job.prepared and bulk_job.settled_at is null and bulk_row.state = 'done'
                        """)
                .query((row, _) -> new DeviceId(row.getString("device_id")))
                .list());
    }

    private static JobRow read(ResultSet row, int number) throws SQLException {
        return new JobRow(
                row.getInt("row_no"),
                new DeviceId(row.getString("device_id")),
                row.getString("name"),
                row.getString("request"),
                null,
                null,
                row.getInt("attempts"));
    }
}
