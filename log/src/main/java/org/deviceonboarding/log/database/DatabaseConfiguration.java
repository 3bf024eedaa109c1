package org.deviceonboarding.log.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
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
    static BeanPostProcessor boundsOfThePool() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? new BoundedDataSource(pool) : bean;
            }
        };
    }

    @Bean
    PlatformTransactionManager transactionManager(
            DataSource database, DatabaseTrouble trouble, ObjectProvider<TransactionManagerCustomizers> customizers) {
        Transactions transactions = new Transactions(database, trouble);
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
