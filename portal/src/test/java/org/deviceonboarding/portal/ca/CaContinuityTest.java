package org.deviceonboarding.portal.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

@DisplayName("A portal and its CA")
@ExtendWith(OutputCaptureExtension.class)
class CaContinuityTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private TestDatabase database;

    @BeforeEach
    void newDatabase() {
        database = TestPostgres.migrated();
    }

    @Test
    void findEachOtherAgain() {
        String first = issuer(database, "here");

        assertThat(issuer(database, "here")).isEqualTo(first);
    }

    @Test
    void doNotStartWhenTheFolderIsLost(CapturedOutput output) throws Exception {
        issuer(database, "here");
        Files.move(directory.resolve("here/ca"), directory.resolve("lost"));

        assertThatThrownBy(() -> issuer(database, "here")).hasRootCauseInstanceOf(StartRefused.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("There is no CA in " + directory.resolve("here/ca"))
                .contains("CA_ROOT_PATH must hold the CA this database belongs to")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("here/ca")).as("a new CA").doesNotExist();
    }

    @Test
    void doNotStartWhenTheDatabaseBelongsToAnother(CapturedOutput output) {
        issuer(database, "here");
        issuer(TestPostgres.migrated(), "elsewhere");

        assertThatThrownBy(() -> issuer(database, "elsewhere")).hasRootCauseInstanceOf(StartRefused.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The database belongs to another CA than CN=")
                .contains("CA_ROOT_PATH must hold the CA this database belongs to")
                .doesNotContain("\tat ");
    }

    @Test
    void areOneEvenIfTwoStartAtOnce() throws Exception {
        try (ConfigurableApplicationContext portal = start(database, "here");
                Connection other = database.connect()) {
            database.execute("delete from issuing_ca");
            other.setAutoCommit(false);
            other.createStatement().execute("select pg_advisory_xact_lock(hashtext('issuing_ca'))");
            other.createStatement().execute("insert into issuing_ca (fingerprint, pem) values ('another', '')");

            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> portal.getBean(CaContinuity.class)
                    .requireSameCa(portal.getBean(CertificateAuthority.class).issuer()));
            await().atMost(GENEROUS).until(() -> second.isDone() || somebodyWaits());
            other.commit();

            assertThatThrownBy(second::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StartRefused.class);
            assertThat(database.query("select fingerprint from issuing_ca")).containsExactly("another");
        }
    }

    private boolean somebodyWaits() throws Exception {
        return !database.query("select 1 from pg_locks where not granted and database ="
                        + " (select oid from pg_database where datname = current_database())")
                .isEmpty();
    }

    private String issuer(TestDatabase on, String folder) {
        try (ConfigurableApplicationContext portal = start(on, folder)) {
            return portal.getBean(CertificateAuthority.class).issuer().toString();
        }
    }

    private ConfigurableApplicationContext start(TestDatabase on, String folder) {
        return new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .run("--DATABASE_URL=" + on.url(), "--DATA_DIR=" + directory.resolve(folder), "--PORTAL_ROLES=crl");
    }

    /** As much of the portal as opens a CA. */
    @Configuration(proxyBeanMethods = false)
    @ComponentScan({
        "org.deviceonboarding.portal.ca",
        "org.deviceonboarding.postgres",
        "org.deviceonboarding.access.secret"
    })
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        TransactionAutoConfiguration.class,
    })
    static class Wiring {
        @Bean
        InstantSource instantSource() {
            return InstantSource.system();
        }

        @Bean
        SecureRandom secureRandom() {
            return new SecureRandom();
        }
    }
}
