package org.deviceonboarding.audit.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.deviceonboarding.audit.ledger.keyfile.KeyFiles;
import org.deviceonboarding.log.database.SafeCommits;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A process that keeps the ledger, one step at a time: it has no loop. */
record LedgerProcess(AnnotationConfigApplicationContext context) implements AutoCloseable {
    /** @param directory for its key and the newest checkpoint it has seen */
    static LedgerProcess on(DataSource database, Path directory, InstantSource clock) throws IOException {
        Files.createDirectories(directory);
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "portal.ledger.last-seen",
                                directory.resolve("ledger.checkpoint").toString(),
                                "portal.ledger.public-url",
                                "https://portal.example",
                                "portal.ledger.interval",
                                "20ms",
                                "portal.ledger.patrol-interval",
                                "20ms")));
        // Wrapped, since a context closes what can be closed.
        context.registerBean(DataSource.class, () -> new DelegatingDataSource(database));
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(SSLContext.class, LedgerProcess::tls);
        context.registerBean(SigningKeys.class, () -> KeyFiles.at(directory.resolve("ledger.key")));
        context.register(Parts.class, SafeCommits.class);
        context.refresh();
        return new LedgerProcess(context);
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    LedgerTail tail() {
        return context.getBean(LedgerTail.class);
    }

    CheckpointSigning signing() {
        return context.getBean(CheckpointSigning.class);
    }

    Checkpoints checkpoints() {
        return context.getBean(Checkpoints.class);
    }

    Leaves leaves() {
        return context.getBean(Leaves.class);
    }

    StoredHashes hashes() {
        return context.getBean(StoredHashes.class);
    }

    LedgerStateTable states() {
        return context.getBean(LedgerStateTable.class);
    }

    LedgerKey key() {
        return context.getBean(LedgerKey.class);
    }

    CheckpointMonitor witness() {
        return context.getBean(CheckpointMonitor.class);
    }

    Patrol patrol() {
        return context.getBean(Patrol.class);
    }

    /** A loop that was not started. */
    LedgerLoop loop() {
        return new LedgerLoop(
                states(),
                tail(),
                signing(),
                key(),
                witness(),
                patrol(),
                context.getBean(LedgerProperties.class),
                _ -> {});
    }

    /** All that a turn does, once. */
    void turn() throws IOException {
        while (tail().advance()) {
            signing().signIfDue();
        }
        signing().signIfDue();
        witness().look(states().read());
    }

    /** The whole log, read again. */
    void goRound() {
        for (long done = 0; done <= leaves().size(); done += 1_000) {
            patrol().step(states().read().verifier());
        }
    }

    @Override
    public void close() {
        context.close();
    }

    @ConfigurationPropertiesScan("org.deviceonboarding.audit.ledger")
    @ComponentScan(
            basePackages = {"org.deviceonboarding.audit.ledger", "org.deviceonboarding.log.read"},
            excludeFilters =
                    @Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = {
                                LedgerLoop.class,
                                LedgerProgress.class,
                                LedgerMetrics.class,
                                CheckpointRequests.class,
                                CheckpointController.class,
                                ProofController.class,
                            }))
    static class Parts {
        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            return new JdbcTemplate(database);
        }

        @Bean
        JdbcClient jdbcClient(JdbcTemplate template) {
            return JdbcClient.create(template);
        }

        @Bean
        TransactionTemplate transactionTemplate(DataSource database) {
            return new TransactionTemplate(new DataSourceTransactionManager(database));
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        SecureRandom secureRandom() {
            return new SecureRandom();
        }
    }
}
