package org.deviceonboarding.portal.database;

import java.security.SecureRandom;
import org.deviceonboarding.crl.CrlSide;
import org.deviceonboarding.log.append.ProcessName;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.upkeep.Worker;
import org.deviceonboarding.portal.ca.CaConfiguration;
import org.deviceonboarding.postgres.PostgresConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * What a {@link DatabaseTask} may need: the read models, and the CA, which signs a CRL of rebuilt entries. Beans are made when they are
 * asked for. Nothing here follows the log.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    ProjectInfoAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    TransactionAutoConfiguration.class,
})
@ComponentScan(
        basePackages = {
            "org.deviceonboarding.access.secret",
            "org.deviceonboarding.log",
        },
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "org\\.deviceonboarding\\.log\\.(LogModule|store\\..*)"))
@ComponentScan(
        basePackages = {"org.deviceonboarding.command.validity", "org.deviceonboarding.query"},
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*ReadModel"))
@Import({
    CaConfiguration.class,
    ConnectionConfiguration.class,
    CrlSide.class,
    MigrationConfiguration.class,
    PostgresConfiguration.class,
})
class OwnerContext {
    @Bean
    DatabaseTask databaseTask(
            Environment settings, ObjectProvider<ReadModelReader> models, ObjectProvider<Worker> worker) {
        return new DatabaseTask(settings, models, worker);
    }

    @Bean
    ProcessName processName(SecureRandom random) {
        return ProcessName.random(random);
    }
}
