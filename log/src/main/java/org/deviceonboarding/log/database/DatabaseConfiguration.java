package org.deviceonboarding.log.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the bounds between the pool and all who use it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    static BeanPostProcessor boundsOfThePool(
            ObjectProvider<ConnectionBudget> budget,
            ObjectProvider<DirectDatabase> direct,
            ObjectProvider<DatabaseTrouble> trouble) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    int size =
                            budget.getIfAvailable(() -> ConnectionBudget.USUAL).pool();
                    pool.setMaximumPoolSize(size);
                    pool.setMinimumIdle(Math.min(size, ConnectionBudget.IDLE));
                    direct.ifAvailable(_ -> withoutSessions(pool));
                }
                return bean instanceof DataSource pool ? new BoundedDataSource(pool, trouble::getObject) : bean;
            }
        };
    }

    /** Statements that a session prepares and settings that it has would be another's, or missing. */
    private static void withoutSessions(HikariDataSource pool) {
        pool.setConnectionInitSql(null);
        pool.addDataSourceProperty("prepareThreshold", "0");
    }

    @Bean
    Sessions sessions(JdbcConnectionDetails database, ObjectProvider<DirectDatabase> direct) {
        return new Sessions(
                direct.stream().map(DirectDatabase::details).findFirst().orElse(database));
    }

    @Bean
    PlatformTransactionManager transactionManager(
            DataSource database,
            DatabaseTrouble trouble,
            ObjectProvider<DirectDatabase> direct,
            ObjectProvider<TransactionManagerCustomizers> customizers) {
        boolean pooled = direct.stream().findAny().isPresent();
        Transactions transactions = new Transactions(database, trouble, pooled);
        customizers.ifAvailable(customizer -> customizer.customize(transactions));
        return transactions;
    }

    /** Spring's own choice of exceptions, noticed on the way. */
    @Bean
    SQLExceptionTranslator sqlExceptionTranslator(DatabaseTrouble trouble) {
        SQLExceptionTranslator translator = new SQLExceptionSubclassTranslator();
        return (task, sql, failure) -> {
            trouble.note(failure);
            return translator.translate(task, sql, failure);
        };
    }
}
