package org.deviceonboarding.log.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.deviceonboarding.log.append.AppendListener;
import org.deviceonboarding.log.append.AppendObserver;
import org.deviceonboarding.log.append.AppendRule;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.append.EventAppender;
import org.deviceonboarding.log.append.LogAppends;
import org.deviceonboarding.log.append.ProcessName;
import org.deviceonboarding.log.command.Command;
import org.deviceonboarding.log.database.DatabaseTrouble;
import org.deviceonboarding.log.database.ServerConnections;
import org.deviceonboarding.log.database.Sessions;
import org.deviceonboarding.log.process.RunningProcesses;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LogReaders;
import org.deviceonboarding.log.reader.ReaderPositions;
import org.deviceonboarding.log.reader.TailQuery;
import org.deviceonboarding.log.trace.TracedReader;
import org.deviceonboarding.log.trace.Tracing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Configures Axon's event store on plain JDBC. It names every part, because Axon 4.13 chooses its own parts by class names of
 * Spring Boot 3. On Boot 4, Axon would silently use a store without transactions.
 */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /**
     * A command whose handler only appends needs no transaction: {@link GroupCommit} appends its events in one with those of
     * others.
     */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        TransactionManager spring = new SpringTransactionManager(transactions);
        return () -> isAppendOnly() ? NoTransactionManager.INSTANCE.startTransaction() : spring.startTransaction();
    }

    private static boolean isAppendOnly() {
        return CurrentUnitOfWork.isStarted()
                && CurrentUnitOfWork.get().getMessage() instanceof CommandMessage<?> message
                && message.getPayload() instanceof Command command
                && command.onlyAppends();
    }

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new SpringDataSourceConnectionProvider(dataSource);
    }

    /**
     * Recognises PostgreSQL's "unique_violation", which means a lost race. Axon's default knows only the codes of other databases.
     */
    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new SQLStateResolver("23505");
    }

    /** Serialises Axon's own data; none of it is stored today. */
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
    AppendTransaction appendTransaction(JdbcTemplate jdbc, ProcessName self, ObjectProvider<AppendRule> rules) {
        return new AppendTransaction(new TotalOrder(jdbc, self.value()), rules);
    }

    @Bean
    GroupCommit groupCommit(AppendTransaction append, TransactionTemplate transaction, Appends appends) {
        return new GroupCommit(append, transaction, appends);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections,
            PersistenceExceptionResolver resolver,
            Serializer generalSerializer,
            EventSerializer eventSerializer,
            AppendTransaction append,
            GroupCommit groups,
            Appends appends,
            ObjectProvider<AppendObserver> observers,
            RunningProcesses processes,
            ObjectProvider<Tracing> tracing,
            org.axonframework.config.Configuration axon) {
        return new LogEngine(
                JdbcEventStorageEngine.builder()
                        .connectionProvider(connections)
                        // One statement reads a history; who has a transaction reads in that.
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .persistenceExceptionResolver(resolver)
                        .snapshotSerializer(generalSerializer)
                        .eventSerializer(eventSerializer)
                        .upcasterChain(axon.upcasterChain())
                        .snapshotFilter(axon.snapshotFilter())
                        .schema(Tables.EVENTS)
                        .dataType(String.class),
                append,
                groups,
                appends,
                new Observed(observers),
                processes,
                tracing.getIfAvailable(() -> Tracing.OFF));
    }

    @Bean
    Appends appends() {
        return new Appends();
    }

    /** Tells requests that wait for receipts of brokers. */
    @Bean
    LogAppends logAppends(Appends appends) {
        return appends::add;
    }

    @Bean
    @Qualifier("eventStore")
    EventStore eventBus(EventStorageEngine engine, org.axonframework.config.Configuration axon) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .optimizeEventConsumption(false) // its cache knows nothing of other processes
                .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(axon.getComponent(EventBusSpanFactory.class))
                .build();
    }

    @Bean
    EventAppender eventAppender(EventStore store) {
        return (event, actor) ->
                store.publish(GenericEventMessage.asEventMessage(event).andMetaData(actor.metadata()));
    }

    @Bean
    AppendListener appendListener(Sessions sessions, ServerConnections connections, Appends appends, ProcessName self) {
        return new AppendListener(
                        () -> {
                            Connection connection = sessions.open("portal listener", SILENCE);
                            connections.replace(); // What the listener lost, the others may have lost as well.
                            return connection;
                        },
                        self.value(),
                        appends)
                .start();
    }

    @Bean
    LogReaders logReaders(
            ObjectProvider<LogReader> readers,
            TailQuery tail,
            Appends appends,
            ReaderPositions positions,
            TransactionTemplate transaction,
            DatabaseTrouble trouble,
            ObjectProvider<Tracing> tracing) {
        Tracing traces = tracing.getIfAvailable(() -> Tracing.OFF);
        List<LogReader> all = readers.stream()
                .map(reader -> traces.equals(Tracing.OFF) ? reader : new TracedReader(reader, traces))
                .toList();
        return new LogReaders(all, tail, appends, positions, transaction, trouble::noteLoss);
    }
}
