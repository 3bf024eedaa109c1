package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The packaged portal as a newcomer runs it, unless settings say otherwise: one process of its own with its embedded
 * PostgreSQL and its managed Mosquitto, all below one directory. It can be killed like any process.
 */
final class Installation {
    private static final Path JAR = Path.of("target", "portal.jar").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(5);
    private static final int FIRST_PORT = 12_000;
    private static final int APART = 10_000;
    private static final int TRIES = 100;

    private final Path directory;
    private final int port;
    private final int brokerPort;
    private Map<String, String> settings;
    private Process process;

    private Installation(Path directory, int port, int brokerPort, Map<String, String> settings) throws IOException {
        this.directory = directory;
        this.port = port;
        this.brokerPort = brokerPort;
        this.settings = settings;
        this.process = launch();
    }

    static Installation start(Path directory) throws Exception {
        return start(directory, Map.of());
    }

    static Installation start(Path directory, Map<String, String> settings) throws Exception {
        assertThat(JAR)
                .as("This test needs the packaged portal: ./mvnw package")
                .exists();
        needs("mosquitto", "apt-get install mosquitto");
        needs("mosquitto_pub", "apt-get install mosquitto-clients");
        Files.createDirectories(directory);
        Installation installation = new Installation(directory, freePort(), freePort(), settings);
        installation.awaitHealthy();
        return installation;
    }

    /** Starts it again where it was. */
    void startAgain() throws Exception {
        process = launch();
        awaitHealthy();
    }

    /** Likewise, with other settings. */
    void startAgain(Map<String, String> others) throws Exception {
        settings = others;
        startAgain();
    }

    /** {@code kill -9}: nothing is closed, nothing is said. PostgreSQL and Mosquitto live on. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** As an operator stops it. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("stops within a minute")
                .isTrue();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The classes that its JVM has loaded. */
    String loadedClasses() throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "VM.class_hierarchy")
                .start();
        try (InputStream classes = jcmd.getInputStream()) {
            return new String(classes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    Path broker() {
        return data().resolve("broker");
    }

    String url() {
        return "http://localhost:" + port;
    }

    int port() {
        return port;
    }

    int brokerPort() {
        return brokerPort;
    }

    PortalApi api() throws IOException {
        return new PortalApi(
                url(), Files.readString(data().resolve("admin.key")).strip());
    }

    /** Asks the database behind the portal's back. */
    List<String> query(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    void execute(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Where its embedded database listens. */
    int databasePort() throws IOException {
        return Integer.parseInt(Files.readAllLines(data().resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip());
    }

    /** How other processes reach its embedded database. */
    String databaseUrl() throws IOException {
        return "postgresql://postgres:" + databasePassword() + "@127.0.0.1:" + databasePort() + "/portal";
    }

    /** The same for a JDBC driver. */
    String jdbcUrl() throws IOException {
        return "jdbc:postgresql://127.0.0.1:" + databasePort() + "/portal?user=postgres&password=" + databasePassword();
    }

    private String databasePassword() throws IOException {
        return URLEncoder.encode(
                Files.readString(data().resolve("postgres/password")).strip(), StandardCharsets.UTF_8);
    }

    /** As {@code kill -NAME} does, to its Mosquitto. */
    void signalBroker(String name) throws Exception {
        List<ProcessHandle> brokers = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(Arrays::asList)
                        .orElse(List.of())
                        .contains(broker().resolve("mosquitto.conf").toString()))
                .toList();
        assertThat(brokers).hasSize(1);
        assertThat(new ProcessBuilder(
                                "kill", "-" + name, "" + brokers.getFirst().pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    private Connection connect() throws IOException, SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Leaves no process behind. */
    void end() throws Exception {
        if (!process.isAlive()) {
            startAgain(); // adopts PostgreSQL and Mosquitto, so that nothing is left behind
        }
        stop();
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-jar",
                JAR.toString());
        builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("portal.log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "PORT", Integer.toString(port),
                        "MQTT_BROKER_PORT", Integer.toString(brokerPort),
                        "BROKER_MANAGED", "true"));
        builder.environment().putAll(settings);
        return builder.start();
    }

    private void awaitHealthy() throws Exception {
        long deadline = System.nanoTime() + START.toNanos();
        PortalApi.Answer health = null;
        while (System.nanoTime() - deadline < 0) {
            assertThat(process.isAlive())
                    .as("the portal died at its start; the end of its log:\n%s", log())
                    .isTrue();
            try {
                health = new PortalApi(url(), "").get("/health");
                if (health.status() == 200
                        && health.json().path("status").asString().equals("healthy")) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            Thread.sleep(200);
        }
        throw new AssertionError("Not healthy in time: " + health + "\n" + log());
    }

    /** The end of what it printed. */
    String log() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("portal.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    // Below those that systems hand out to clients: else a connection may take it before the server does, or while it
    // is
    // started again. The broker also needs the one that lies 10,000 above.
    static int freePort() {
        for (int n = 0; n < TRIES; n++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_PORT + APART);
            try (ServerSocket socket = new ServerSocket(port);
                    ServerSocket _ = new ServerSocket(port + APART)) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // Somebody has one of them.
            }
        }
        throw new AssertionError("No free port from " + FIRST_PORT + " on");
    }

    private static void needs(String program, String remedy) {
        boolean found = List.of(Objects.requireNonNull(System.getenv("PATH")).split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)))
                || Files.isExecutable(Path.of("/usr/sbin", program));
        assertThat(found).as("This test needs %s: %s", program, remedy).isTrue();
    }
}
