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
    BrokerSettings broker(BrokerProperties properties) {
        return BrokerSettings.of(properties, MosquittoProgram.find());
    }

    @Bean
    MosquittoConf mosquittoConf(BrokerSettings broker, SecureRandom random) {
        return MosquittoConf.of(broker, random);
    }

    @Bean
    FolderOwner folderOwner(BrokerSettings broker) {
        return new FolderOwner(broker.folder());
    }

    @Bean
    BrokerReload brokerReload(BrokerSettings broker, MosquittoConf conf, FolderOwner owner) {
        return switch (broker.handling()) {
            case Supervision.Managed managed -> new ManagedMosquitto(managed.program(), broker, conf, owner);
            case Supervision.ByCommand byCommand -> OperatorCommand.of(byCommand.command());
            case Supervision.ByPidFile byPidFile -> new PidFileReload(byPidFile.pidFile());
            case Supervision.Unattended _ -> new NoReload();
        };
    }

    @Bean
    HttpCrlSource crlSource(BrokerSettings broker, BrokerLimits limits) {
        return new HttpCrlSource(broker.crlUrl(), limits.crlMaxBytes().toBytes());
    }

    /** Receipts are single facts: no rule of an aggregate depends on those before. */
    @Bean
    BrokerEventLog brokerLog(EventBus log, BrokerSettings broker) {
        Map<String, String> origin = Map.of("actor", "broker/" + broker.id(), "auth", "internal");
        return event -> log.publish(GenericEventMessage.asEventMessage(event).andMetaData(origin));
    }

    @Bean
    DiskReserve reserve(BrokerSettings broker) {
        return new DiskReserve(broker.folder());
    }

    @Bean
    Enroller enroller(BrokerSettings broker, BrokerEventLog log, SecureRandom random, InstantSource clock) {
        return new Enroller(broker, log, random, clock);
    }

    @Bean
    Reconciler enforcement(
            BrokerSettings broker,
            BrokerLimits limits,
            MosquittoConf conf,
            Enroller enroller,
            DiskReserve reserve,
            CrlSource crls,
            BrokerReload reload,
            BrokerHeartbeat pulse,
            BrokerEventLog receipts,
            MeterRegistry metrics,
            CleanupProperties cleanup,
            InstantSource clock) {
        Proof proof = asks(broker, conf) ? new MosquittoProof(broker, reload, pulse, PATIENCE) : null;
        return new Reconciler(
                broker,
                enroller,
                new Deployer(reserve, crls, proof == null ? ReloadWitness.NOBODY : proof, reload, clock),
                proof,
                new FailClosed(proof, BrokerStop.of(reload, limits), limits.closeAfter()),
                receipts,
                new ReleaseMetrics(metrics, broker.id().value()),
                cleanup.expiredPerSecond(),
                clock);
    }

    private static boolean asks(BrokerSettings broker, MosquittoConf conf) {
        return conf.plugin().isPresent() && broker.proven();
    }

    @Bean
    BrokerHeartbeat brokerPulse(BrokerSettings broker, MosquittoConf conf, FolderOwner owner) {
        return new BrokerHeartbeat(broker, owner, asks(broker, conf));
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
                        DesiredStateProjection.GROUP,
                        configuration -> configuration.eventStore(),
                        (_, processor) -> processor
                                .initialSegmentCount(1)
                                .batchSize(BATCH)
                                .initialToken(StreamableMessageSource<TrackedEventMessage<?>>::createTailToken))
                .registerTokenStore(DesiredStateProjection.GROUP, _ -> new InMemoryTokenStore())
                .registerListenerInvocationErrorHandler(DesiredStateProjection.GROUP, _ -> PropagatingErrorHandler.instance())
                .registerErrorHandler(DesiredStateProjection.GROUP, _ -> PropagatingErrorHandler.instance());
    }

    // Axon hands out no token at all for an empty log.
    private static OptionalLong position(@Nullable TrackingToken head) {
        return head == null ? OptionalLong.empty() : head.position();
    }
}
