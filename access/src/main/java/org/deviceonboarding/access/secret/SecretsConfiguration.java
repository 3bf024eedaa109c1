package org.deviceonboarding.access.secret;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.deviceonboarding.access.idempotency.IdempotencySecret;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/** The installation's secret: {@code SECRET_KEY}, or one made on first start and kept in {@code DATA_DIR/secret.key}. */
@Configuration(proxyBeanMethods = false)
@Profile({"command", "crl"})
class SecretsConfiguration {
    @Bean
    SecretKey secretKey(Environment settings, @Value("${portal.data-dir}") Path directory, SecureRandom random) {
        String given = settings.getRequiredProperty("portal.secret-key"); // not by @Value, which evaluates #{
        return given.isEmpty() ? SecretKey.kept(directory.resolve("secret.key"), random) : SecretKey.given(given);
    }

    @Bean
    IdempotencySecret idempotencySecret(SecretKey secret) {
        return new IdempotencySecret(secret.derive("idempotency"));
    }
}
