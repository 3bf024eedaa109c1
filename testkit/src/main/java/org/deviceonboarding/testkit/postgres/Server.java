package org.deviceonboarding.testkit.postgres;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL server that tests make their databases on. */
final class Server {
    private static final int MANY = 200;

    static final Server EMBEDDED = withConnections(MANY);

    private final TestDatabase administration;
    private final boolean outlivesTheTests;
    private @Nullable TestDatabase template;

    private Server(TestDatabase administration, boolean outlivesTheTests) {
        this.administration = administration;
        this.outlivesTheTests = outlivesTheTests;
    }

    /** Another embedded server, which accepts so many connections. */
    static Server withConnections(int number) {
        return new Server(database("embedded", EmbeddedTestServer.start(number)), false);
    }

    /**
     * The embedded server, the one that {@code TEST_DATABASE_URL} names (its user must be allowed to create databases), and one in a
     * container where Docker answers.
     */
    static Stream<Server> atHand() {
        return Stream.of(Optional.of(EMBEDDED), Given.SERVER, Container.SERVER).flatMap(Optional::stream);
    }

    TestDatabase administration() {
        return administration;
    }

    TestDatabase database(String name) {
        return new TestDatabase(
                administration.server(),
                administration.address(),
                name,
                administration.user(),
                administration.password(),
                administration.parameters());
    }

    /** The template of the server's migrated databases, made when the first one is asked for. */
    synchronized TestDatabase template(Function<Server, TestDatabase> maker) {
        if (template == null) {
            template = maker.apply(this);
        }
        return template;
    }

    void dropAtTheEnd(TestDatabase database) {
        if (outlivesTheTests) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> administration.execute("drop database " + database.name() + " with (force)")));
        }
    }

    private static TestDatabase database(String server, String url) {
        URI parts = URI.create(url);
        String[] user =
                Objects.requireNonNullElse(parts.getUserInfo(), "postgres").split(":", 2);
        return new TestDatabase(
                server,
                parts.getHost() + ":" + (parts.getPort() < 0 ? 5432 : parts.getPort()),
                parts.getPath().substring(1),
                user[0],
                user.length > 1 ? user[1] : "",
                parts.getRawQuery() == null ? "" : "?" + parts.getRawQuery());
    }

    private static final class Given {
        static final Optional<Server> SERVER = Optional.ofNullable(System.getenv("TEST_DATABASE_URL"))
                .map(url -> new Server(database("TEST_DATABASE_URL", url), true));
    }

    private static final class Container {
        static final Optional<Server> SERVER = start();

        private static Optional<Server> start() {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                Console.say("No Docker answers here: the log was tested without the PostgreSQL of a container.");
                return Optional.empty();
            }
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
            container.start();
            String user = container.getUsername() + ":" + container.getPassword() + "@";
            return Optional.of(new Server(
                    database(
                            "postgres:18 in a container",
                            Objects.requireNonNull(container.getJdbcUrl())
                                    .replace("jdbc:postgresql://", "postgresql://" + user)),
                    false));
        }
    }
}
