package org.deviceonboarding.log.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Whether the database's server has room for all connections of this process. */
@Component
public class ServerConnections {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** The server's limit, and those of the database and the user if they have one. A slot that is reserved is not ours. */
    private static final String LEFT = """
        with open as (select usesysid, datid from pg_stat_activity where usesysid is not null and datid is not null)
        select least(
            current_setting('max_connections')::int - (select count(*) from open)
                - case when rolsuper then 0 else current_setting('superuser_reserved_connections')::int
                    + coalesce(current_setting('reserved_connections', true), '0')::int end,
            case when datconnlimit >= 0 and not rolsuper
                then datconnlimit - (select count(*) from open where datid = database.oid) end,
            case when rolconnlimit >= 0 and not rolsuper
                then rolconnlimit - (select count(*) from open where usesysid = role.oid) end)
        from pg_roles role, pg_database database
        where rolname = session_user and datname = current_database()
        """;

    private final JdbcClient jdbc;
    private final DataSource database;
    private final Sessions sessions;
    private final ConnectionBudget budget;
    private final boolean pooled;

    ServerConnections(
            JdbcClient jdbc,
            DataSource database,
            Sessions sessions,
            ObjectProvider<ConnectionBudget> budget,
            ObjectProvider<DirectDatabase> direct) {
        this.pooled = direct.stream().findAny().isPresent();
        this.jdbc = jdbc;
        this.database = database;
        this.sessions = sessions;
        this.budget = budget.getIfAvailable(() -> ConnectionBudget.USUAL);
    }

    /**
     * What the server can give.
     *
     * @param open how many connections this process has
     * @param wanted how many more it may open
     * @param left how many more the server accepts now
     */
    public record Room(int open, int wanted, int left) {
        public boolean isShort() {
            return left < wanted;
        }

        /** How many connections this process can have. */
        public int possible() {
            return open + Math.max(left, 0);
        }
    }

    /**
     * Asks the server. If no connection of the pool is free, it asks over one that it opens for the question, so that it does not wait
     * in line.
     */
    public Room room() {
        Optional<HikariPoolMXBean> pool = pool();
        int open = pool.map(HikariPoolMXBean::getTotalConnections).orElse(0) + 1;
        int left = pool.filter(busy -> busy.getIdleConnections() == 0).isPresent() ? leftForOne() + 1 : left(jdbc);
        return new Room(open, Math.max(budget.total() - open, 0), left);
    }

    /**
     * Replaces the pool's connections, busy ones when they come back. Some may lead to a server that is not the primary any more: one
     * that was frozen while another took its place answers again.
     */
    public void replace() {
        pool().ifPresent(HikariPoolMXBean::softEvictConnections);
    }

    private int leftForOne() {
        try (Connection connection = sessions.open("portal health", SILENCE)) {
            return left(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("The database does not answer", e);
        }
    }

    /** Behind a pooler, the server's limit is the pooler's to keep. */
    private int left(JdbcClient jdbc) {
        return pooled
                ? jdbc.sql("select " + budget.total()).query(Integer.class).single()
                : jdbc.sql(LEFT).query(Integer.class).single();
    }

    private Optional<HikariPoolMXBean> pool() {
        try {
            return Optional.ofNullable(database.unwrap(HikariDataSource.class).getHikariPoolMXBean());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
