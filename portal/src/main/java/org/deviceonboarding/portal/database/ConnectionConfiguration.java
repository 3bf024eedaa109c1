package org.deviceonboarding.portal.database;

import java.sql.SQLException;
import org.deviceonboarding.log.database.ConnectionBudget;
import org.deviceonboarding.log.database.DirectDatabase;
import org.deviceonboarding.postgres.PostgresConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Shares the database's connections out. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {
    @Bean
    ConnectionBudget connectionBudget(Environment settings) {
        return share(settings).budget(settings.getProperty("portal.database-connections", ""));
    }

    /** The server past a pooler; null if there is none. */
    @Bean
    @Nullable
    DirectDatabase directDatabase(Environment settings) throws SQLException {
        return PostgresConfiguration.direct(settings).map(DirectDatabase::new).orElse(null);
    }

    @Bean
    ConnectionShare connectionShare(Environment settings) {
        return share(settings);
    }

    private static ConnectionShare share(Environment settings) {
        if (settings.acceptsProfiles(Profiles.of("command | query"))) {
            return ConnectionShare.OF_OPERATORS;
        }
        return settings.acceptsProfiles(Profiles.of("crl")) ? ConnectionShare.OF_CRL : ConnectionShare.OF_ACL;
    }
}
