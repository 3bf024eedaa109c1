package org.deviceonboarding.portal;

import java.io.IOException;
import org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.axonframework.springboot.autoconfig.XStreamAutoConfiguration;
import org.deviceonboarding.access.AccessModule;
import org.deviceonboarding.acl.AclSide;
import org.deviceonboarding.audit.AuditSide;
import org.deviceonboarding.command.CommandSide;
import org.deviceonboarding.crl.CrlSide;
import org.deviceonboarding.log.LogModule;
import org.deviceonboarding.portal.database.DatabaseTask;
import org.deviceonboarding.portal.start.Training;
import org.deviceonboarding.postgres.PostgresConfiguration;
import org.deviceonboarding.query.QuerySide;
import org.deviceonboarding.web.WebModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The server. {@code PORTAL_ROLES} says which sides this process runs. */
@SpringBootApplication(
        exclude = {
            AxonTimeoutAutoConfiguration.class, // timer tasks around every message
            JdbcAutoConfiguration.class, // the module log says it all, in words that do not hang on ordering
            UpdateCheckerAutoConfiguration.class, // calls its maker
            XStreamAutoConfiguration.class,
        })
@EnableScheduling
@Import({
    AccessModule.class,
    LogModule.class,
    CommandSide.class,
    QuerySide.class,
    AuditSide.class,
    CrlSide.class,
    AclSide.class,
    WebModule.class,
    PostgresConfiguration.class
})
public class Portal {
    public static void main(String... args) throws IOException, InterruptedException {
        System.setProperty("disable-axoniq-console-message", "true");
        if (DatabaseTask.isNamedBy(args)) {
            DatabaseTask.run(CompositionRoot.class, args);
            return;
        }
        ConfigurableApplicationContext portal = SpringApplication.run(Portal.class, args);
        if (Boolean.getBoolean("portal.training")) {
            new Training(portal.getEnvironment()).run();
            System.exit(SpringApplication.exit(portal));
        }
    }
}
