package org.deviceonboarding.portal.web;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Takes the database away for a moment: as long as it lasts, nobody gets a connection. */
@TestConfiguration(proxyBeanMethods = false)
class Outage implements BeanPostProcessor {
    private volatile @Nullable Duration wait;

    /** @param patience how long the pool looks for a connection before it gives up */
    AutoCloseable begin(Duration patience) {
        wait = patience;
        return () -> wait = null;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database ? new Interrupted(database) : bean;
    }

    private final class Interrupted extends DelegatingDataSource {
        Interrupted(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Duration patience = wait;
            if (patience == null) {
                return super.getConnection();
            }
            try {
                Thread.sleep(patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SQLTransientConnectionException("no connection to db.internal for user secret");
        }
    }
}
