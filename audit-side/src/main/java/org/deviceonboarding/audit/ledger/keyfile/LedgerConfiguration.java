package org.deviceonboarding.audit.ledger.keyfile;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.audit.ledger.LedgerProperties;
import org.deviceonboarding.audit.ledger.SigningKeys;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the ledger's key, in processes that may sign checkpoints. */
@Configuration(proxyBeanMethods = false)
@Profile("query")
class LedgerConfiguration {
    @Bean
    SigningKeys ledgerKeys(
            @Value("${portal.ledger.key-file}") Path file,
            LedgerProperties properties,
            JdbcClient jdbc,
            SecureRandom random) {
        requireSameOrigin(properties, jdbc);
        return new LedgerKeyFile(file, random).opened();
    }

    // A log that changes its name is another log to all who keep its checkpoints.
    private static void requireSameOrigin(LedgerProperties properties, JdbcClient jdbc) {
        if (properties.origin().isEmpty()) {
            return;
        }
        jdbc.sql("select split_part(verifier_key, '+', 1) from ledger_state where verifier_key is not null")
                .query(String.class)
                .optional()
                .filter(origin -> !origin.equals(properties.origin()))
                .ifPresent(origin -> {
                    throw new StartRefused(
                            "The ledger in the database is " + origin + ", not " + properties.origin(),
                            "Set LEDGER_ORIGIN to " + origin + ", or unset it.");
                });
    }
}
