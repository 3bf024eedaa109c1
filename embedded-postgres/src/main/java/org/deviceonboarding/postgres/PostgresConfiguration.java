package org.deviceonboarding.postgres;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Configures the database that {@code DATABASE_URL} names or, without this setting, an embedded one in
 * {@code DATA_DIR/postgres}.
 */
@Configuration(proxyBeanMethods = false)
public class PostgresConfiguration {
    private static final String URL = "portal.database-url";
    private static final String DATABASE = "portal";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Configuration(proxyBeanMethods = false)
    @Conditional(IsGiven.class)
    static class Given {
        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(Environment settings) {
            // Not by @Value, which would evaluate a password with #{ in it.
            return DatabaseUrl.parse(settings.getRequiredProperty(URL)).connectionDetails();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(IsNotGiven.class)
    static class Embedded {
        @Bean
        EmbeddedServer embeddedServer(@Value("${portal.data-dir}") Path directory, SecureRandom random) {
            return EmbeddedServer.open(directory.resolve("postgres"), random).minded(PATIENCE, End::of);
        }

        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(EmbeddedServer server) {
            return server.withDatabase(DATABASE).connectionDetails(DATABASE);
        }
    }

    static class IsGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty(URL, "").isBlank();
        }
    }

    static class IsNotGiven extends IsGiven {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !super.matches(context, metadata);
        }
    }
}
