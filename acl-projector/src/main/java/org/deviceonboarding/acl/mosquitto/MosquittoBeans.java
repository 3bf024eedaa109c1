package org.deviceonboarding.acl.mosquitto;

import java.security.SecureRandom;
import java.time.Duration;
import org.deviceonboarding.acl.broker.BrokerLimits;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.broker.OperatorCommand;
import org.deviceonboarding.acl.broker.Supervision;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.release.BrokerAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the classes of this package. Other packages see only the {@link BrokerAdapter}. */
@Configuration(proxyBeanMethods = false)
class MosquittoBeans {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Bean
    MosquittoConf mosquittoConf(BrokerSettings broker, SecureRandom random) {
        return MosquittoConf.of(broker, random);
    }

    @Bean
    BrokerReload brokerReload(BrokerSettings broker, MosquittoConf conf, FolderOwner owner) {
        return switch (broker.supervision()) {
            case Supervision.Managed managed -> new ManagedMosquitto(managed.program(), broker, conf, owner);
            case Supervision.ByCommand byCommand -> new CommandReload(OperatorCommand.of(byCommand.command()));
            case Supervision.ByPidFile byPidFile -> new PidFileReload(byPidFile.pidFile());
            case Supervision.Unattended _ -> new NoReload();
        };
    }

    @Bean
    BrokerHeartbeat brokerHeartbeat(BrokerSettings broker, MosquittoConf conf, FolderOwner owner) {
        return new BrokerHeartbeat(broker, owner, asks(broker, conf));
    }

    @Bean
    BrokerAdapter mosquitto(
            BrokerSettings broker,
            BrokerLimits limits,
            MosquittoConf conf,
            BrokerReload reload,
            BrokerHeartbeat heartbeat) {
        return new Mosquitto(
                conf,
                reload,
                limits.stopCommand() == null ? null : OperatorCommand.of(limits.stopCommand()),
                heartbeat,
                asks(broker, conf) ? new LiveMosquitto(broker, reload, heartbeat, PATIENCE) : null);
    }

    private static boolean asks(BrokerSettings broker, MosquittoConf conf) {
        return conf.plugin().isPresent() && broker.proven();
    }
}
