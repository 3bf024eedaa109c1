package org.deviceonboarding.command.job.imports;

import org.deviceonboarding.domain.bulk.BulkId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds names that are in a list twice, or taken. In the database, so that a long list needs no memory here. */
@Component
class NameCheck {
    private static final String TWICE = """
            select row_no from (
                select row_no, row_number() over (partition by name order by row_no) as nth
                from bulk_row where job_id = :job and name is not null) as named
            where nth > 1 order by row_no
            """;
    private static final String TAKEN = """
            select row_no from bulk_row
            where job_id = :job and exists (select from device_name where device_name.folded = bulk_row.name) order by row_no
            """;
    private static final String PROMISED = """
            select mine.row_no from bulk_row mine
            where mine.job_id = :job and exists (
                select from bulk_row other join bulk_job on bulk_job.id = other.job_id
                where other.name = mine.name and other.state = 'waiting' and other.job_id <> :job
                  and bulk_job.action = 'import' and bulk_job.status = 'running')
            order by mine.row_no
            """;

    private static final String TAKEN_FOR_A_DEVICE = """
            update bulk_row set warning = 'is easily taken for ' || other.name || ', the name of device ' || other.device_id
            from device_name other
            where job_id = :job and other.skeleton = bulk_row.skeleton and other.name <> bulk_row.name
            """;
    // Materialized, because PostgreSQL has no statistics of rows that have just come in.
    private static final String TAKEN_FOR_EACH_OTHER = """
            with alike as materialized (
                select row_no, first_row from (
                    select row_no, name, first_value(row_no) over alike as first_row, first_value(name) over alike as first_name
                    from bulk_row where job_id = :job
                    window alike as (partition by skeleton order by row_no)) as named
                where name <> first_name)
            update bulk_row set warning = 'is easily taken for the name in row ' || alike.first_row
            from alike where job_id = :job and warning is null and bulk_row.row_no = alike.row_no
            """;

    private final JdbcClient jdbc;

    NameCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void check(BulkId job, BadRows.Collector bad) {
        add(TWICE, job, bad, "stands in this list before");
        add(TAKEN, job, bad, "belongs to another device");
        add(PROMISED, job, bad, "stands in a list that is being registered");
    }

    /** Notes whose names look like others'. */
    void warn(BulkId job) {
        jdbc.sql(TAKEN_FOR_A_DEVICE).param("job", job.value()).update();
        jdbc.sql(TAKEN_FOR_EACH_OTHER).param("job", job.value()).update();
    }

    private void add(String sql, BulkId job, BadRows.Collector bad, String message) {
        jdbc.sql(sql)
                .param("job", job.value())
                .query(Integer.class)
                .list()
                .forEach(row -> bad.add(row, "name", message));
    }
}
