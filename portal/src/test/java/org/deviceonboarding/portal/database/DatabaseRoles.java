package org.deviceonboarding.portal.database;

import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.process.TestTool;

/**
 * The roles that {@code deploy/database/roles.sql} makes.
 *
 * @param database as its superuser sees it
 * @param prefix of the roles' names
 */
record DatabaseRoles(TestDatabase database, String prefix) {
    private static final String PASSWORD = "not-a-secret";
    private static final Path SCRIPT =
            Path.of("..", "deploy", "database", "roles.sql").toAbsolutePath().normalize();

    static DatabaseRoles of(TestDatabase database) {
        return new DatabaseRoles(database, "r" + database.name().replaceAll("\\D", ""));
    }

    /** Runs the script, as an operator does. */
    DatabaseRoles apply(Path directory) throws Exception {
        TestTool.succeed(
                directory,
                List.of(
                        "psql",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-v",
                        "prefix=" + prefix,
                        "-f",
                        SCRIPT.toString(),
                        database.url()));
        for (String role : List.of("owner", "command", "query", "crl", "acl")) {
            database.execute("alter role " + prefix + "_" + role + " password '" + PASSWORD + "'");
        }
        return this;
    }

    /** The database as one of the roles sees it. */
    TestDatabase as(String role) {
        return database.as(prefix + "_" + role, PASSWORD);
    }
}
