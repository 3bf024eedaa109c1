package org.deviceonboarding.log.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.AppendEventsStatementBuilder;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.JdbcEventStorageEngineStatements;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Another process that appends, with a connection pool of its own. */
record Appender(HikariDataSource pool, TransactionTemplate transactions, JdbcEventStorageEngine engine)
        implements AutoCloseable {
    static Appender inTotalOrder(TestDatabase database) {
        return appending(database, new TotalOrder("somebody else"));
    }

    /** As Axon does it by default: positions become visible in any order. */
    static Appender inAnyOrder(TestDatabase database) {
        return appending(database, JdbcEventStorageEngineStatements::appendEvents);
    }

    private static Appender appending(TestDatabase database, AppendEventsStatementBuilder append) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.addDataSourceProperty("reWriteBatchedInserts", true);
        pool.setMaximumPoolSize(16);
        var transactions = new DataSourceTransactionManager(pool);
        EventSerializer serializer = new EventSerializer();
        return new Appender(
                pool,
                new TransactionTemplate(transactions),
                JdbcEventStorageEngine.builder()
                        .connectionProvider(new SpringDataSourceConnectionProvider(pool))
                        .transactionManager(new SpringTransactionManager(transactions))
                        .eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .schema(Tables.EVENTS)
                        .dataType(String.class)
                        .appendEvents(append)
                        .build());
    }

    void append(DeviceId id) {
        engine.appendEvents(List.of(Store.message(id, 0)));
    }

    @Override
    public void close() {
        pool.close();
    }
}
