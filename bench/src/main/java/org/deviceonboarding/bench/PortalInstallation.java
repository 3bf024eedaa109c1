package org.deviceonboarding.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An installation of the packaged portal with its own embedded PostgreSQL, Mosquitto and ports. Not thread-safe. */
final class PortalInstallation implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(2); // one that trains writes its cache at the end
    private static final Duration GLANCE = Duration.ofMillis(25);

    private final Path directory;
    private final Launch launch;
    private final int port = freePort();
    private final int brokerPort = freePort();
    private @Nullable Process process;

    PortalInstallation(Path directory, Launch launch) throws IOException {
        this.directory = directory;
        this.launch = launch;
    }

    /**
     * @return the time from the start of the process to the first healthy answer
     */
    Duration start() throws IOException, InterruptedException {
        long begin = launch();
        awaitHealthy();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Starts the portal without waiting. */
    long launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()));
        builder.environment()
                .putAll(Map.of(
                        "PORT", Integer.toString(port),
                        "MQTT_BROKER_PORT", Integer.toString(brokerPort),
                        "DATA_DIR", data().toString(),
                        "BROKER_MANAGED",
                                Boolean.toString(
                                        ExternalProgram.MOSQUITTO.find().isPresent()),
                        "RATE_LIMIT_ENABLED", "false",
                        "DEVICE_PORT", "off",
                        "KEY_POOL_SIZE", "0")); // every key is made in its request, and none in idle time
        builder.environment().putAll(launch.settings());
        long begin = System.nanoTime();
        process = builder.start();
        return begin;
    }

    void awaitHealthy() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!server().isAlive()) {
                throw new IOException("The portal died at its start:\n" + lastLines());
            }
            if (Api.isHealthy(url())) {
                return;
            }
            Thread.sleep(GLANCE);
        }
        throw new IOException("The portal is not healthy after " + START + ":\n" + lastLines());
    }

    Api api() throws IOException {
        return new Api(url(), Files.readString(data().resolve("admin.key")).strip());
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    int brokerPort() {
        return brokerPort;
    }

    /** The folder of the installation's Mosquitto. */
    Path brokerFolder() {
        return data().resolve("broker");
    }

    Path log() {
        return directory.resolve("portal.log");
    }

    private Path data() {
        return directory.resolve("data");
    }

    Process server() {
        if (process == null) {
            throw new IllegalStateException("The portal was not started");
        }
        return process;
    }

    /** The portal's JVM. */
    Usage serverUsage() {
        return Usage.of(server().toHandle());
    }

    Usage postgresUsage() {
        return postmaster().map(Usage::ofFamily).orElse(Usage.NONE);
    }

    Usage mosquittoUsage() {
        return mosquitto().map(Usage::of).orElse(Usage.NONE);
    }

    /** {@code host}, {@code port}, {@code user} and {@code password} of the database named {@code portal}. */
    Map<String, String> postgresEnvironment() throws IOException {
        return Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", pidFile().get(3).strip(),
                "PGUSER", "postgres",
                "PGDATABASE", "portal",
                "PGPASSWORD",
                        Files.readString(data().resolve("postgres/password")).strip());
    }

    Connection connect() throws IOException, SQLException {
        Map<String, String> environment = postgresEnvironment();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + environment.get("PGPORT") + "/portal",
                environment.get("PGUSER"),
                environment.get("PGPASSWORD"));
    }

    /** A setting of the database's server. */
    String setting(String name) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Kills the JVM. PostgreSQL and Mosquitto continue, and the next start takes them over. */
    void kill() throws InterruptedException {
        server().destroyForcibly().waitFor();
    }

    /** Stops the portal as an operator would. */
    void stop() throws IOException, InterruptedException {
        server().destroy();
        if (!server().waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("The portal did not stop within " + STOP + ":\n" + lastLines());
        }
    }

    /** Ends all processes of the installation. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        Optional<ProcessHandle> postmaster = postmaster();
        Optional<ProcessHandle> mosquitto = mosquitto();
        try {
            stop();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        mosquitto.ifPresent(PortalInstallation::end);
        postmaster.ifPresent(PortalInstallation::end);
        process = null;
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        process.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .exceptionally(_ -> process)
                .join();
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            return ProcessHandle.of(Long.parseLong(pidFile().getFirst().strip()))
                    .filter(found -> found.info().commandLine().orElse("").contains(directory.toString()));
        } catch (IOException e) {
            return Optional.empty(); // It does not run.
        }
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(data().resolve("postgres/data/postmaster.pid"));
    }

    private Optional<ProcessHandle> mosquitto() {
        String conf = brokerFolder().resolve("mosquitto.conf").toString();
        return ProcessHandle.allProcesses()
                .filter(candidate -> candidate.info().commandLine().orElse("").contains(conf))
                .findFirst();
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
