package org.deviceonboarding.log.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Another process that appends, with a connection pool of its own. */
record Appender(HikariDataSource pool, TransactionTemplate transactions, TotalOrder order) implements AutoCloseable {
    static Appender inTotalOrder(TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(16);
        return new Appender(
                pool,
                new TransactionTemplate(new DataSourceTransactionManager(pool)),
                new TotalOrder(new JdbcTemplate(pool), "somebody else"));
    }

    void append(DeviceId id) {
        StoredEvent event = StoredEvent.of(Store.message(id, 0), new EventSerializer());
        transactions.executeWithoutResult(_ -> order.append(List.of(event)));
    }

    @Override
    public void close() {
        pool.close();
    }
}
