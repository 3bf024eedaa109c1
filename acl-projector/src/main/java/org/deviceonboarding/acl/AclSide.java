package org.deviceonboarding.acl;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.deviceonboarding.acl.broker.BrokerEventLog;
import org.deviceonboarding.acl.broker.BrokerLimits;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.cleanup.Cleaner;
import org.deviceonboarding.acl.cleanup.CleanupMetrics;
import org.deviceonboarding.acl.cleanup.CleanupProperties;
import org.deviceonboarding.acl.crl.CrlSize;
import org.deviceonboarding.acl.crl.CrlSource;
import org.deviceonboarding.acl.crl.HttpCrlSource;
import org.deviceonboarding.acl.crl.LocalCrlSource;
import org.deviceonboarding.acl.enrolment.Enroller;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.mosquitto.MosquittoProgram;
import org.deviceonboarding.acl.release.BrokerAdapter;
import org.deviceonboarding.acl.release.Deployer;
import org.deviceonboarding.acl.release.FailClosed;
import org.deviceonboarding.acl.release.LogHead;
import org.deviceonboarding.acl.release.Reconciler;
import org.deviceonboarding.acl.release.ReleaseMetrics;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.log.append.EventAppender;
import org.deviceonboarding.log.reader.EntrySource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The side that stands beside a broker. It reads a log and appends to it, and needs an {@link InstantSource} and a
 * {@link SecureRandom}; the only keys it holds are its broker's.
 */
@Configuration(proxyBeanMethods = false)
@Profile("acl")
@ComponentScan
@EnableConfigurationProperties({BrokerProperties.class, BrokerLimits.class, CleanupProperties.class})
public class AclSide {
    @Bean
    BrokerSettings broker(BrokerProperties properties) {
        return BrokerSettings.of(properties, MosquittoProgram.find());
    }

    @Bean
    FolderOwner folderOwner(BrokerSettings broker) {
        return new FolderOwner(broker.folder());
    }

    @Bean
    CrlSize crlSize(BrokerLimits limits) {
        return new CrlSize(limits.crlMaxBytes().toBytes());
    }

    /** @param signer there is one if this process signs the CRL, unless a setting names another URL */
    @Bean
    CrlSource crlSource(BrokerSettings broker, CrlSize size, ObjectProvider<LocalCrlSource.Signer> signer) {
        LocalCrlSource.Signer local = signer.getIfAvailable();
        return local == null ? new HttpCrlSource(broker.crlUrl(), size) : new LocalCrlSource(local, size);
    }

    /** Receipts are single facts: no rule of an aggregate depends on those before. */
    @Bean
    BrokerEventLog brokerLog(EventAppender log, BrokerSettings broker) {
        Actor actor = Actor.named("broker/" + broker.id(), "internal");
        return event -> log.append(event, actor);
    }

    @Bean
    DiskReserve diskReserve(BrokerSettings settings, BrokerAdapter broker) {
        return new DiskReserve(settings.folder(), broker::freeSpace);
    }

    @Bean
    Enroller enroller(BrokerSettings settings, BrokerEventLog events, SecureRandom random, InstantSource clock) {
        return new Enroller(settings, events, random, clock);
    }

    @Bean
    Reconciler reconciler(
            BrokerSettings settings,
            BrokerLimits limits,
            BrokerAdapter broker,
            Enroller enroller,
            DiskReserve reserve,
            CrlSource crls,
            BrokerEventLog events,
            MeterRegistry metrics,
            CleanupProperties cleanup,
            InstantSource clock) {
        String name = settings.id().value();
        CleanupMetrics cleaned = new CleanupMetrics(metrics, name);
        Cleaner cleaner = broker.live()
                .map(live -> new Cleaner(live, cleanup.expiredPerSecond(), cleaned, clock))
                .orElse(null);
        return new Reconciler(
                settings,
                broker,
                enroller,
                new Deployer(reserve, crls, broker, clock),
                new FailClosed(broker, limits.closeAfter()),
                cleaner,
                events,
                new ReleaseMetrics(metrics, name),
                clock);
    }

    @Bean
    LogHead logHead(EntrySource log) {
        return () -> {
            long head = log.head();
            return head == 0 ? OptionalLong.empty() : OptionalLong.of(head);
        };
    }
}
