package org.deviceonboarding.acl;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The side that stands beside a broker. It needs a log to read (an {@link EventStore}) and a
 * {@link InstantSource} and a {@link SecureRandom}; it holds no key but its broker's.
 */
@Configuration(proxyBeanMethods = false)
@Profile("acl")
@ComponentScan
@EnableConfigurationProperties({BrokerProperties.class, BrokerLimits.class, CleanupProperties.class})
public class AclSide {
    private static final int BATCH = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Bean
    Broker broker(BrokerProperties properties) {
        return Broker.of(properties, MosquittoProgram.find());
    }

    @Bean
    MosquittoConf mosquittoConf(Broker broker, SecureRandom random) {
        return MosquittoConf.of(broker, random);
    }

    @Bean
    FolderOwner folderOwner(Broker broker) {
        return new FolderOwner(broker.folder());
    }

    @Bean
    BrokerReload brokerReload(Broker broker, MosquittoConf conf, FolderOwner owner) {
        return switch (broker.handling()) {
            case Handling.Managed managed -> new ManagedMosquitto(managed.program(), broker, conf, owner);
            case Handling.ByCommand byCommand -> ReloadCommand.of(byCommand.command());
            case Handling.ByPidFile byPidFile -> new PidFileReload(byPidFile.pidFile());
            case Handling.Unattended _ -> new NoReload();
        };
    }

    @Bean
    HttpCrlSource crlSource(Broker broker, BrokerLimits limits) {
        return new HttpCrlSource(broker.crlUrl(), limits.crlMaxBytes().toBytes());
    }

    /** Receipts are single facts: no rule of an aggregate depends on those before. */
    @Bean
    BrokerLog brokerLog(EventBus log, Broker broker) {
        Map<String, String> origin = Map.of("actor", "broker/" + broker.id(), "auth", "internal");
        return event -> log.publish(GenericEventMessage.asEventMessage(event).andMetaData(origin));
    }

    @Bean
    Reserve reserve(Broker broker) {
        return new Reserve(broker.folder());
    }

    @Bean
    Enroller enroller(Broker broker, BrokerLog log, SecureRandom random, InstantSource clock) {
        return new Enroller(broker, log, random, clock);
    }

    @Bean
    Enforcement enforcement(
            Broker broker,
            BrokerLimits limits,
            MosquittoConf conf,
            Enroller enroller,
            Reserve reserve,
            CrlSource crls,
            BrokerReload reload,
            BrokerPulse pulse,
            BrokerLog receipts,
            MeterRegistry metrics,
            CleanupProperties cleanup,
            InstantSource clock) {
        Proof proof = asks(broker, conf) ? new LiveProof(broker, reload, pulse, PATIENCE) : null;
        return new Enforcement(
                broker,
                enroller,
                new Publisher(reserve, crls, proof == null ? ReloadWitness.NOBODY : proof, reload, clock),
                proof,
                new LastResort(proof, BrokerStop.of(reload, limits), limits.closeAfter()),
                receipts,
                new EnforcementMetrics(metrics, broker.id().value()),
                cleanup.expiredPerSecond(),
                clock);
    }

    private static boolean asks(Broker broker, MosquittoConf conf) {
        return conf.plugin().isPresent() && broker.proven();
    }

    @Bean
    BrokerPulse brokerPulse(Broker broker, MosquittoConf conf, FolderOwner owner) {
        return new BrokerPulse(broker, owner, asks(broker, conf));
    }

    @Bean
    LogHead logHead(EventStore log) {
        return () -> position(log.createHeadToken());
    }

    /** The state is in memory, and so are the tokens: each process reads the log from its beginning. */
    @Autowired
    void readTheLog(EventProcessingConfigurer processing) {
        processing
                .registerPooledStreamingEventProcessor(
                        AccessProjection.GROUP,
                        configuration -> configuration.eventStore(),
                        (_, processor) -> processor
                                .initialSegmentCount(1)
                                .batchSize(BATCH)
                                .initialToken(StreamableMessageSource<TrackedEventMessage<?>>::createTailToken))
                .registerTokenStore(AccessProjection.GROUP, _ -> new InMemoryTokenStore())
                .registerListenerInvocationErrorHandler(AccessProjection.GROUP, _ -> PropagatingErrorHandler.instance())
                .registerErrorHandler(AccessProjection.GROUP, _ -> PropagatingErrorHandler.instance());
    }

    // Axon hands out no token at all for an empty log.
    private static OptionalLong position(@Nullable TrackingToken head) {
        return head == null ? OptionalLong.empty() : head.position();
    }
}
