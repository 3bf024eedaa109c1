package org.deviceonboarding.portal.web;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Takes the database away for a while: as long as it lasts, nobody gets a connection. */
@TestConfiguration(proxyBeanMethods = false)
class Outage implements BeanPostProcessor {
    private record Spell(Duration patience, CountDownLatch over) {}

    private volatile @Nullable Spell spell;

    /** @param patience how long the pool looks for a connection before it gives up */
    AutoCloseable begin(Duration patience) {
        Spell begun = new Spell(patience, new CountDownLatch(1));
        spell = begun;
        return () -> {
            spell = null;
            begun.over().countDown();
        };
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
            Spell now = spell;
            if (now != null && !isOver(now)) {
                throw new SQLTransientConnectionException("no connection to db.internal for user secret");
            }
            return super.getConnection();
        }

        private static boolean isOver(Spell spell) {
            try {
                return spell.over().await(spell.patience().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
