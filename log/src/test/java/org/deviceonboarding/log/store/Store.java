package org.deviceonboarding.log.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.axonframework.springboot.autoconfig.XStreamAutoConfiguration;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fixture.EventExamples;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.log.reader.LogReaders;
import org.deviceonboarding.log.reader.ReaderPositions;
import org.deviceonboarding.testkit.Checkout;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** One process on the log: the store as the portal wires it, and a {@link Journal}. */
record Store(TestDatabase database, ConfigurableApplicationContext context) implements AutoCloseable {
    static Stream<Store> onEachServer() {
        return TestPostgres.migratedOnEachServer().map(Store::on);
    }

    static Store on(TestDatabase database) {
        return new Store(
                database,
                new SpringApplicationBuilder(Wiring.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--spring.config.location=file:" + Checkout.settings(),
                                "--spring.flyway.enabled=false",
                                "--spring.datasource.url=" + database.jdbcUrl(),
                                "--spring.datasource.username=" + database.user(),
                                "--spring.datasource.password=" + database.password()));
    }

    EventStore events() {
        return context.getBean(EventStore.class);
    }

    Journal journal() {
        return context.getBean(Journal.class);
    }

    CommandBus commandBus() {
        return context.getBean(CommandBus.class);
    }

    CommandDispatcher commands() {
        return context.getBean(CommandDispatcher.class);
    }

    LogReaders readers() {
        return context.getBean(LogReaders.class);
    }

    ReaderPositions positions() {
        return context.getBean(ReaderPositions.class);
    }

    /** Appends the registration of a new device and says its id. */
    String register() {
        DeviceId id = newId();
        append(id, 0);
        return id.value();
    }

    void append(DeviceId id, long sequence) {
        events().publish(message(id, sequence));
    }

    static GenericDomainEventMessage<?> message(DeviceId id, long sequence) {
        return new GenericDomainEventMessage<>("Device", id.value(), sequence, EventExamples.registered(id));
    }

    static DeviceId newId() {
        return new DeviceId(UUID.randomUUID().toString());
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration(
            exclude = {
                AxonTimeoutAutoConfiguration.class,
                JdbcAutoConfiguration.class,
                UpdateCheckerAutoConfiguration.class,
                XStreamAutoConfiguration.class,
            })
    @ComponentScan("org.deviceonboarding.log")
    static class Wiring {
        @Bean
        SecureRandom secureRandom() {
            return new SecureRandom();
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        Journal journal() {
            return new Journal();
        }
    }
}
