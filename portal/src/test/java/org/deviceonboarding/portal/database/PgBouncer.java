package org.deviceonboarding.portal.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.process.Deadline;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;

/**
 * A PgBouncer before a database: by the database's name in transaction mode, and by the name {@code session} in session mode.
 */
record PgBouncer(TestDatabase database, int port, Process process) implements AutoCloseable {
    static final int SESSIONS = 6;

    static PgBouncer before(TestDatabase database) throws Exception {
        Path folder = TestTool.workDirectory("pgbouncer");
        int port = FreePort.find();
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                %1$s = host=127.0.0.1 port=%2$s dbname=%1$s user=%3$s password=%4$s
                session = host=127.0.0.1 port=%2$s dbname=%1$s user=%3$s password=%4$s pool_mode=session
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %5$d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = %6$d
                query_wait_timeout = 5
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        database.name(),
                        database.address().replaceFirst(".*:", ""),
                        database.user(),
                        database.password(),
                        port,
                        SESSIONS));
        List<String> command = "root".equals(System.getProperty("user.name"))
                ? List.of(TestTool.find("pgbouncer"), "-u", "nobody", settings.toString())
                : List.of(TestTool.find("pgbouncer"), settings.toString());
        Process process = TestTool.start(folder, folder.resolve("log"), command);
        Deadline deadline = new Deadline("PgBouncer, see " + folder);
        while (!answers(port)) {
            deadline.pause();
        }
        return new PgBouncer(database, port, process);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The database as it is reached through it, in transaction mode. */
    TestDatabase transactions() {
        return named(database.name());
    }

    TestDatabase sessions() {
        return named("session");
    }

    private TestDatabase named(String name) {
        return new TestDatabase("pgbouncer", "127.0.0.1:" + port, name, database.user(), "any", "");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
