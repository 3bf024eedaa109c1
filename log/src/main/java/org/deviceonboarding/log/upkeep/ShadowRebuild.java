package org.deviceonboarding.log.upkeep;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.readmodel.ReadModel;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.readmodel.ReadModelTables;
import org.deviceonboarding.log.readmodel.TableGrants;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Progress;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Builds a read model's tables again in a schema of their own, from the log's first event on, and then puts them in the place of
 * those in use. It does that at exactly the position that those in use have reached, while nobody can touch them: the reader goes on
 * from its position with the new ones, no event is lost or applied twice, and no position falls.
 */
final class ShadowRebuild {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Set<String> TRY_AGAIN = Set.of("55P03", "40P01"); // lock_not_available, deadlock_detected

    private final Connection connection;
    private final ReadModel model;
    private final ReadModelReader reader;
    private final Progress progress;
    private final LogPages log;
    private final JdbcTemplate jdbc;
    private final ReadModelTables tables;
    private final String shadow;
    private final String inUse;
    private long reached;
    private boolean analyzed;

    ShadowRebuild(Connection connection, ReadModelReader reader, Progress progress) throws SQLException {
        this.connection = connection;
        this.reader = reader;
        this.model = reader.model();
        this.progress = progress;
        this.log = new LogPages(connection);
        this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.tables = new ReadModelTables(model, jdbc);
        this.shadow = schema(model);
        this.inUse = Objects.requireNonNull(connection.getSchema());
    }

    /** Where the new tables are made. */
    static String schema(ReadModel model) {
        return "rebuild_" + model.name();
    }

    /** @return the position at which the new tables took the place of the old ones */
    long run() throws SQLException, InterruptedException {
        try {
            return replay();
        } catch (SQLException | InterruptedException | RuntimeException e) {
            cleanUp(e);
            throw e;
        }
    }

    private void cleanUp(Exception failure) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            dropLeftovers();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void dropLeftovers() throws SQLException {
        execute("drop schema if exists " + shadow + " cascade");
    }

    private long replay() throws SQLException, InterruptedException {
        dropLeftovers();
        execute("create schema " + shadow);
        execute("set search_path = " + shadow + ", " + inUse);
        tables.create();
        catchUp();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long position = tryToSwap();
        while (position < 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new SwapRefused();
            }
            Thread.sleep(PAUSE);
            catchUp();
            position = tryToSwap();
        }
        return position;
    }

    /** Brings the new tables about where those in use are. */
    private void catchUp() throws SQLException {
        long target = position();
        while (reached < target) {
            progress.reached(reached, target);
            List<Recorded<OnboardingEvent>> page = log.page(reached, target, model.kinds());
            connection.setAutoCommit(false);
            tables.write(page);
            connection.commit();
            connection.setAutoCommit(true);
            progress.counted("events", page.size());
            reached = page.size() < LogPages.PAGE ? target : page.getLast().position();
            target = position();
        }
        progress.reached(reached, target);
        if (!analyzed) {
            for (String table : model.names()) {
                execute("analyze " + shadow + "." + table);
            }
            analyzed = true;
        }
    }

    /** @return -1 if it cannot be now */
    private long tryToSwap() throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Shorter than deadlock_timeout, and than anybody's patience: readers queue behind us.
            execute("set local lock_timeout = '500ms'");
            execute("select pg_advisory_xact_lock(hashtext('" + model.reader() + "'))");
            execute("select from log_reader where name = '" + model.reader() + "' for update");
            execute("lock table " + qualified() + " in access exclusive mode");
            long target = position();
            List<Recorded<OnboardingEvent>> rest =
                    reached < target ? log.page(reached, target, model.kinds()) : List.of();
            if (reached > target || rest.size() == LogPages.PAGE) {
                connection.rollback();
                return -1;
            }
            tables.write(rest);
            swap();
            jdbc.update("update log_reader set rows = ? where name = ?", tables.rows(), model.reader());
            reader.hook().replaced(jdbc, target);
            connection.commit();
            progress.counted("events", rest.size());
            return target;
        } catch (SQLException e) {
            return again(e, e);
        } catch (RuntimeException e) {
            return e.getCause() instanceof SQLException cause ? again(cause, e) : again(new SQLException(e), e);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private <E extends Exception> long again(SQLException cause, E failure) throws SQLException, E {
        connection.rollback();
        if (TRY_AGAIN.contains(String.valueOf(cause.getSQLState()))) {
            return -1;
        }
        throw failure;
    }

    private void swap() throws SQLException {
        TableGrants grants = TableGrants.of(names(), jdbc);
        execute("drop table " + qualified());
        for (String table : model.names()) {
            execute("alter table " + shadow + "." + table + " set schema " + inUse);
        }
        execute("drop schema " + shadow);
        execute("set search_path = " + inUse);
        grants.give(jdbc);
    }

    private String qualified() {
        return String.join(", ", names());
    }

    private List<String> names() {
        return model.names().stream().map(table -> inUse + "." + table).toList();
    }

    private long position() {
        Long position =
                jdbc.queryForObject("select position from log_reader where name = ?", Long.class, model.reader());
        return position == null ? 0 : position;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
