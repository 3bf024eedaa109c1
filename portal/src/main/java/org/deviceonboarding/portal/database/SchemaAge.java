package org.deviceonboarding.portal.database;

import java.util.Arrays;
import java.util.List;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.process.RunningProcesses;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Compares the database's migrations with those of this version. A migration whose name begins with "additive" only adds: earlier
 * versions go on beside it, and start on it. Any other is for its version and later ones only.
 */
final class SchemaAge {
    private static final String ADDITIVE = "additive";

    private SchemaAge() {}

    /** @throws StartRefused if the database has a migration of a later version, under which this version does not work */
    static void refuseNewer(MigrationInfoService migrations) {
        List<String> later = Arrays.stream(migrations.applied())
                .filter(migration -> !migration.getState().isResolved())
                .filter(SchemaAge::changesWhatIsThere)
                .map(SchemaAge::name)
                .toList();
        if (!later.isEmpty()) {
            throw new StartRefused(
                    "The database is newer than this version: it has the migration " + String.join(", ", later),
                    "Start the version that migrated the database, or a later one; see docs/operations.md, Upgrading.");
        }
    }

    /** Refuses a migration under which the processes that run would not work. */
    static void refuseUnderOthers(MigrationInfoService migrations, JdbcOperations jdbc) {
        Arrays.stream(migrations.pending())
                .filter(SchemaAge::changesWhatIsThere)
                .findFirst()
                .ifPresent(
                        due -> RunningProcesses.refuseUnderAny(jdbc, "The database needs the migration " + name(due)));
    }

    private static boolean changesWhatIsThere(MigrationInfo migration) {
        return !migration.getDescription().startsWith(ADDITIVE);
    }

    private static String name(MigrationInfo migration) {
        return "V" + migration.getVersion() + " (" + migration.getDescription() + ")";
    }
}
