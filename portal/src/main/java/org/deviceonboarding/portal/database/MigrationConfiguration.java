package org.deviceonboarding.portal.database;

import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.database.DirectDatabase;
import org.deviceonboarding.log.database.TableOwnership;
import org.deviceonboarding.log.process.RunningProcesses;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Migrates the database at the start if its user owns the tables. Another user needs a database that is migrated. Nobody starts on a
 * database that is newer than this version.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {
    static final String REMEDY =
            "As the tables' owner, run: portal/run migrate. Then run deploy/database/roles.sql; see docs/database.md.";

    @Bean
    FlywayMigrationStrategy migrationStrategy() {
        return MigrationConfiguration::migrate;
    }

    /** A migration locks for a session. */
    @Bean
    FlywayConfigurationCustomizer pastThePooler(ObjectProvider<DirectDatabase> direct) {
        return flyway -> direct.ifAvailable(database -> flyway.dataSource(
                database.details().getJdbcUrl(),
                database.details().getUsername(),
                database.details().getPassword()));
    }

    private static void migrate(Flyway flyway) {
        JdbcTemplate jdbc = new JdbcTemplate(flyway.getConfiguration().getDataSource());
        MigrationInfoService migrations = migrations(flyway);
        SchemaAge.refuseNewer(migrations);
        if (TableOwnership.isHeldBy(jdbc)) {
            SchemaAge.refuseUnderOthers(migrations, jdbc);
            flyway.migrate();
        } else {
            requireMigrated(migrations.pending().length);
        }
        RunningProcesses.refuseNewerLog(jdbc);
    }

    private static MigrationInfoService migrations(Flyway flyway) {
        try {
            return flyway.info();
        } catch (FlywayException e) {
            throw new StartRefused("The database's user may not see how far the database is migrated", REMEDY, e);
        }
    }

    private static void requireMigrated(int pending) {
        if (pending > 0) {
            throw new StartRefused(
                    "The database lacks " + pending + " migrations of this version, and its user may not make tables",
                    REMEDY);
        }
    }
}
