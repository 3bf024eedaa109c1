package org.deviceonboarding.testkit.postgres;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/**
 * Fresh databases for tests, on the embedded server of this JVM and, for tests of the log itself, on every other {@link Server} that
 * is at hand. A migrated database is copied from a template, so that it costs little more than an empty one.
 */
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String RUN = Long.toString(System.nanoTime(), 36);

    private TestPostgres() {}

    /** An empty database on the embedded server. */
    public static TestDatabase empty() {
        return empty(Server.EMBEDDED);
    }

    /** A database on the embedded server with the tables of all modules. */
    public static TestDatabase migrated() {
        return migrated(Server.EMBEDDED);
    }

    /** An empty database on a server of its own, which accepts so many connections. */
    public static TestDatabase emptyWithConnections(int number) {
        return empty(Server.withConnections(number));
    }

    /** An empty database on each server at hand. */
    public static Stream<TestDatabase> emptyOnEachServer() {
        return Server.atHand().map(TestPostgres::empty);
    }

    /** A database with the tables of all modules, on each server at hand. */
    public static Stream<TestDatabase> migratedOnEachServer() {
        return Server.atHand().map(TestPostgres::migrated);
    }

    private static TestDatabase empty(Server server) {
        return create(server, "");
    }

    private static TestDatabase migrated(Server server) {
        return create(
                server, " template " + server.template(TestPostgres::template).name());
    }

    private static TestDatabase create(Server server, String template) {
        TestDatabase database = server.database("test_" + RUN + "_" + COUNT.incrementAndGet());
        server.administration().execute("create database " + database.name() + template);
        server.dropAtTheEnd(database);
        return database;
    }

    private static TestDatabase template(Server server) {
        TestDatabase template = empty(server);
        Flyway.configure()
                .dataSource(template.jdbcUrl(), template.user(), template.password())
                .locations(org.deviceonboarding.testkit.Checkout.migrations().stream()
                        .map(folder -> "filesystem:" + folder)
                        .toArray(String[]::new))
                .load()
                .migrate();
        return template;
    }
}
