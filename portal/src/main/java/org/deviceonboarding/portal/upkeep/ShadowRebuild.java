package org.deviceonboarding.portal.upkeep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Progress;
import org.deviceonboarding.log.state.Rebuildable;

/**
 * Makes a projection's tables anew in a schema of their own, from the log's first event on, and then puts them in the place of
 * those in use. It does that at exactly the position that those in use have reached, while nobody can touch them: the live
 * projection goes on from its token with the new ones, no event is lost or applied twice, and no position falls.
 */
final class ShadowRebuild {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Set<String> TRY_AGAIN = Set.of("55P03", "40P01"); // lock_not_available, deadlock_detected

    private final Connection connection;
    private final Rebuildable projection;
    private final Progress progress;
    private final LogPages log;
    private final String shadow;
    private final String inUse;
    private boolean analyzed;

    ShadowRebuild(Connection connection, Rebuildable projection, Progress progress) throws SQLException {
        this.connection = connection;
        this.projection = projection;
        this.progress = progress;
        this.log = new LogPages(connection);
        this.shadow = schema(projection);
        this.inUse = Objects.requireNonNull(connection.getSchema());
    }

    /** Where the new tables are made. */
    static String schema(Rebuildable projection) {
        return "rebuild_" + projection.projection();
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
        projection.create(connection);
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
        long reached = position(shadow);
        long target = position(inUse);
        while (reached < target) {
            progress.reached(reached, target);
            List<Recorded<OnboardingEvent>> page = log.page(reached, target, projection.kinds());
            reached = page.size() < LogPages.PAGE ? target : page.getLast().position();
            connection.setAutoCommit(false);
            bring(page, reached);
            connection.commit();
            connection.setAutoCommit(true);
            target = position(inUse);
        }
        progress.reached(reached, target);
        if (!analyzed) {
            for (String table : projection.tables()) {
                execute("analyze " + shadow + "." + table);
            }
            analyzed = true;
        }
    }

    private void bring(List<Recorded<OnboardingEvent>> page, long reached) throws SQLException {
        if (!page.isEmpty()) {
            projection.apply(connection, page);
        }
        progress.counted("events", page.size());
        moveTo(reached);
    }

    /** @return -1 if it cannot be now */
    private long tryToSwap() throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Shorter than deadlock_timeout, and than anybody's patience: readers queue behind us.
            execute("set local lock_timeout = '500ms'");
            execute("select pg_advisory_xact_lock(hashtext('" + projection.group() + "'))");
            execute("lock table " + qualified(inUse) + " in access exclusive mode");
            long target = position(inUse);
            long reached = position(shadow);
            List<Recorded<OnboardingEvent>> rest =
                    reached < target ? log.page(reached, target, projection.kinds()) : List.of();
            if (reached > target || rest.size() == LogPages.PAGE) {
                connection.rollback();
                return -1;
            }
            bring(rest, target);
            projection.settle(connection, inUse);
            swap();
            projection.inForce(connection);
            connection.commit();
            return target;
        } catch (SQLException e) {
            connection.rollback();
            if (TRY_AGAIN.contains(String.valueOf(e.getSQLState()))) {
                return -1;
            }
            throw e;
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void swap() throws SQLException {
        execute("drop table " + qualified(inUse));
        for (String table : projection.tables()) {
            execute("alter table " + shadow + "." + table + " set schema " + inUse);
        }
        execute("drop schema " + shadow);
        execute("set search_path = " + inUse);
    }

    private String qualified(String schema) {
        return projection.tables().stream().map(table -> schema + "." + table).collect(Collectors.joining(", "));
    }

    private long position(String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select position from " + schema + "." + projection.state())) {
            if (!row.next()) {
                throw new IllegalStateException(projection.state() + " has no row");
            }
            return row.getLong(1);
        }
    }

    private void moveTo(long position) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update " + shadow + "." + projection.state() + " set position = ?")) {
            update.setLong(1, position);
            update.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
