package org.deviceonboarding.postgres;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.deviceonboarding.access.start.StartRefused;
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
    private static final String DIRECT_URL = "portal.database-direct-url";
    private static final String DATABASE = "portal";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Configuration(proxyBeanMethods = false)
    @Conditional(IsGiven.class)
    static class Given {
        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(Environment settings) throws SQLException {
            // Not by @Value, which would evaluate a password with #{ in it.
            DatabaseUrl url = DatabaseUrl.parse("DATABASE_URL", settings.getRequiredProperty(URL));
            if (settings.getProperty(DIRECT_URL, "").isBlank() && SharedSessions.areBehind(url)) {
                throw new StartRefused(
                        "DATABASE_URL leads to a pooler in transaction mode, and there is no DATABASE_DIRECT_URL",
                        "Set DATABASE_DIRECT_URL to the PostgreSQL server itself; see docs/database.md.");
            }
            return url.connectionDetails();
        }
    }

    /**
     * Returns the server itself if {@code DATABASE_URL} leads to a pooler.
     *
     * @throws StartRefused if {@code DATABASE_DIRECT_URL} does so too
     */
    public static Optional<JdbcConnectionDetails> direct(Environment settings) throws SQLException {
        String setting = settings.getProperty(DIRECT_URL, "");
        if (setting.isBlank()) {
            return Optional.empty();
        }
        DatabaseUrl url = DatabaseUrl.parse("DATABASE_DIRECT_URL", setting);
        if (SharedSessions.areBehind(url)) {
            throw new StartRefused(
                    "DATABASE_DIRECT_URL leads to a pooler in transaction mode",
                    "Set it to the PostgreSQL server itself; see docs/database.md.");
        }
        return Optional.of(url.connectionDetails());
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
