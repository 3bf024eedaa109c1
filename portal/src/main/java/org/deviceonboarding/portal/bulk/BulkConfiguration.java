package org.deviceonboarding.portal.bulk;

import java.security.SecureRandom;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.command.job.BatchSecrets;
import org.deviceonboarding.command.job.change.FleetSearch;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.deviceonboarding.query.fleet.FleetSelection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connects bulk changes of the command side with the installation's secret and the read model of the fleet. */
@Configuration(proxyBeanMethods = false)
@Profile("command")
class BulkConfiguration {
    @Bean
    BatchSecrets batchSecrets(SecretKey secret, SecureRandom random) {
        return new BatchSecrets(secret.derive("bulk passwords"), secret.derive("bulk links"), random);
    }

    @Bean
    FleetSearch fleet(JdbcClient jdbc, ReaderProgress progress, ReadBarrier barrier) {
        return new FleetOfTheModel(FleetSelection.in(jdbc, progress, barrier));
    }
}
