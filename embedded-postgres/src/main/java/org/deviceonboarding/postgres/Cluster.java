package org.deviceonboarding.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import org.deviceonboarding.access.secret.PrivateFiles;

/**
 * PostgreSQL's data directory and the server on it.
 *
 * @param home holds {@code data}, {@code password} and {@code server.log}
 */
record Cluster(Path home) {
    static final String USER = "postgres";

    Path data() {
        return home.resolve("data");
    }

    boolean exists() {
        return Files.exists(data());
    }

    /** @throws NoSuchFileException if the file is lost: there is no other way in */
    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    private Path passwordFile() {
        return home.resolve("password");
    }

    /** Makes the data directory in one step: an interrupted initdb leaves a draft that the next one throws away. */
    void create(PostgresTools tools, SecureRandom random) throws IOException, InterruptedException {
        PrivateFiles.secret(passwordFile(), random);
        Path draft = home.resolve("data.draft");
        Trees.delete(draft);
        tools.run(
                "initdb",
                "--pgdata=" + draft,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile(),
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server and waits until it answers, crash recovery included. */
    void start(PostgresTools tools, int port) throws IOException, InterruptedException {
        Path log = home.resolve("server.log");
        Files.deleteIfExists(log);
        String options = "-c port=" + port
                + " -c listen_addresses=127.0.0.1"
                + " -c unix_socket_directories="
                + " -c max_connections=100"
                + " -c log_checkpoints=off";
        try {
            tools.run(
                    "pg_ctl", "start", "-w", "-t", "60", "-D", data().toString(), "-l", log.toString(), "-o", options);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + " | " + PostgresTools.lastLines(log), e);
        }
    }

    void stop(PostgresTools tools) throws IOException, InterruptedException {
        tools.run("pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", data().toString());
    }

    /** The port of the server that answers for this directory; empty if none does, or not yet. */
    OptionalInt answeringPort() throws IOException {
        OptionalInt port = PidFile.of(data()).port();
        if (port.isEmpty()) {
            return port;
        }
        try (Connection connection = connect(port.getAsInt(), USER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            row.next();
            return Path.of(row.getString(1)).equals(data()) ? port : OptionalInt.empty();
        } catch (SQLException e) {
            return OptionalInt.empty();
        }
    }

    /** Whether its server's process lives, answering or not. */
    boolean alive() throws IOException {
        return PidFile.of(data()).alive();
    }

    Connection connect(int port, String database) throws IOException, SQLException {
        return DriverManager.getConnection(
                url(port, database) + "?connectTimeout=5&socketTimeout=60", USER, password());
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
