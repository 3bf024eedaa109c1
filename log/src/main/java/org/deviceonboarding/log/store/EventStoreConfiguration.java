package org.deviceonboarding.log.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.deviceonboarding.log.append.AppendListener;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.append.EventAppender;
import org.deviceonboarding.log.append.LogAppends;
import org.deviceonboarding.log.append.ProcessName;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LogReaders;
import org.deviceonboarding.log.reader.ReaderPositions;
import org.deviceonboarding.log.reader.TailQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * The log on plain JDBC. All parts are named here, because Axon 4.13 orders its own choice of them
 * after class names of Spring Boot 3 and, on Boot 4, falls back in silence to a store without transactions.
 */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    /** PostgreSQL's "unique_violation": a lost race. Axon's default for JDBC knows only other databases' way to say it. */
    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new SQLStateResolver("23505");
    }

    /** For what Axon keeps of its own; nothing of it is stored today. */
    @Bean
    @Primary
    Serializer generalSerializer() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        json -> json.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                        .allowIfSubType("org.axonframework.eventhandling.")
                                        .build())
                                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .build();
    }

    @Bean
    @Qualifier("eventSerializer")
    EventSerializer eventSerializer() {
        return new EventSerializer();
    }

    @Bean
    ProcessName processName(SecureRandom random) {
        return ProcessName.random(random);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections,
            TransactionManager transactions,
            PersistenceExceptionResolver resolver,
            Serializer generalSerializer,
            EventSerializer eventSerializer,
            ProcessName self,
            org.axonframework.config.Configuration axon) {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .persistenceExceptionResolver(resolver)
                .snapshotSerializer(generalSerializer)
                .eventSerializer(eventSerializer)
                .upcasterChain(axon.upcasterChain())
                .snapshotFilter(axon.snapshotFilter())
                .schema(Tables.EVENTS)
                .dataType(String.class)
                .appendEvents(new TotalOrder(self.value()))
                // In one total order a gap is a rolled-back append for good; nobody need remember it.
                .maxGapOffset(1)
                .build();
    }

    @Bean
    Appends appends() {
        return new Appends();
    }

    /** For requests that wait for what brokers append. */
    @Bean
    LogAppends logAppends(Appends appends) {
        return appends::add;
    }

    @Bean
    @Qualifier("eventStore")
    EventStore eventBus(EventStorageEngine engine, Appends appends, org.axonframework.config.Configuration axon) {
        return new WakingEventStore(
                EmbeddedEventStore.builder()
                        .storageEngine(engine)
                        .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                        .spanFactory(axon.getComponent(EventBusSpanFactory.class)),
                appends);
    }

    @Bean
    EventAppender eventAppender(EventStore store) {
        return (event, actor) ->
                store.publish(GenericEventMessage.asEventMessage(event).andMetaData(actor.metadata()));
    }

    @Bean
    AppendListener appendListener(JdbcConnectionDetails database, Appends appends, ProcessName self) {
        return new AppendListener(() -> connect(database), self.value(), appends).start();
    }

    @Bean
    LogReaders logReaders(
            ObjectProvider<LogReader> readers,
            TailQuery tail,
            Appends appends,
            ReaderPositions positions,
            TransactionTemplate transaction) {
        return new LogReaders(readers.stream().toList(), tail, appends, positions, transaction);
    }

    private static Connection connect(JdbcConnectionDetails database) throws SQLException {
        Properties properties = new Properties();
        putIfPresent(properties, "user", database.getUsername());
        putIfPresent(properties, "password", database.getPassword());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "portal listener");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private static void putIfPresent(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }
}
