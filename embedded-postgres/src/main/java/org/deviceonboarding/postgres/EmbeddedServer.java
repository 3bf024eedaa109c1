package org.deviceonboarding.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.deviceonboarding.access.secret.PrivateFiles;
import org.deviceonboarding.access.start.StartRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A durable PostgreSQL server for installations without one.
 *
 * <p>Several processes may open the same directory: the first starts the server and owns it, the others attach. The server
 * outlives a process that is killed, and the next one adopts it; if it was killed as well, the next start recovers. It
 * listens on 127.0.0.1 only and wants a password, which a file of ours holds.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ATTEMPTS = 3;
    private static final Set<String> ALREADY_THERE = Set.of("42P04", "23505"); // Another process was faster.

    private final Cluster cluster;
    private final int port;
    private final FileChannel ownerFile;
    private @Nullable FileLock owner;
    private @Nullable ServerMinder minder;

    private EmbeddedServer(Cluster cluster, int port, FileChannel ownerFile, @Nullable FileLock owner) {
        this.cluster = cluster;
        this.port = port;
        this.ownerFile = ownerFile;
        this.owner = owner;
    }

    /** @throws StartRefused if no server gets going within 90 seconds */
    static EmbeddedServer open(Path directory, SecureRandom random) {
        try {
            Path home = PrivateFiles.createDirectories(directory).toRealPath();
            FileChannel ownerFile = FileChannel.open(home.resolve("owner.lock"), CREATE, WRITE);
            try {
                return open(home, ownerFile, random);
            } catch (IOException | InterruptedException | RuntimeException e) {
                ownerFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartRefused(
                    "The embedded PostgreSQL in " + directory.toAbsolutePath() + " does not start: " + e.getMessage(),
                    "See server.log there, or set DATABASE_URL to a server of yours.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL started", e);
        }
    }

    private static EmbeddedServer open(Path home, FileChannel ownerFile, SecureRandom random)
            throws IOException, InterruptedException {
        Cluster cluster = new Cluster(home);
        FileLock owner = null;
        int attempts = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (owner == null) {
                owner = tryLock(ownerFile);
            }
            OptionalInt port = cluster.answeringPort();
            if (port.isPresent()) {
                log.info(owner == null ? "Attached to the PostgreSQL in {}" : "PostgreSQL runs in {}", home);
                return new EmbeddedServer(cluster, port.getAsInt(), ownerFile, owner);
            }
            if (owner != null && !PidFile.of(cluster.data()).alive()) {
                start(cluster, random, ++attempts);
            } else {
                Thread.sleep(200);
            }
        }
        throw new IOException(
                owner == null
                        ? "another process owns the directory, but its server does not answer"
                        : "its server runs, but does not answer or does not take the password we have");
    }

    private static void start(Cluster cluster, SecureRandom random, int attempt)
            throws IOException, InterruptedException {
        PostgresTools tools = tools(cluster);
        clear(cluster);
        if (cluster.exists()) {
            cluster.password(); // Better to miss it now than after the start.
        } else {
            cluster.create(tools, random);
        }
        try {
            cluster.start(tools, Cluster.freePort());
        } catch (IOException e) {
            // The port may have been taken meanwhile, or children of a killed server are still leaving.
            if (attempt == ATTEMPTS) {
                throw e;
            }
            Thread.sleep(1000);
        }
    }

    /** Ends the leftover processes of a server that died. */
    private static void clear(Cluster cluster) throws IOException, InterruptedException {
        new Orphans(cluster.data()).end();
        PidFile.of(cluster.data()).delete();
    }

    /** Starts the server again from now on whenever it dies. If several processes share it, the first one does. */
    EmbeddedServer minded(Duration patience, Consumer<String> givingUp) {
        minder = new ServerMinder(this, patience, givingUp).start();
        return this;
    }

    Path home() {
        return cluster.home();
    }

    /** Whether the server died and this process has to start it again. */
    synchronized boolean died() {
        try {
            if (cluster.alive()) {
                return false;
            }
            if (owner == null) {
                owner = tryLock(ownerFile);
            }
            return owner != null;
        } catch (IOException e) {
            log.warn("It cannot be told whether PostgreSQL in {} lives: {}", cluster.home(), e.toString());
            return false;
        }
    }

    /**
     * Starts the server again on the same port, so that its clients find it.
     *
     * @throws IOException if it does not live afterwards; one that recovers for long lives
     */
    synchronized void startAgain() throws IOException, InterruptedException {
        clear(cluster);
        try {
            cluster.start(tools(cluster), port);
        } catch (IOException e) {
            if (!cluster.alive()) {
                throw e;
            }
            log.warn("PostgreSQL in {} does not answer yet: {}", cluster.home(), e.getMessage());
        }
    }

    private static PostgresTools tools(Cluster cluster) throws IOException {
        Path bin = PostgresBinaries.unpack(
                PrivateFiles.createDirectories(cluster.home().resolve("bin")));
        return new PostgresTools(bin, cluster.home().resolve("tools.log"));
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // This very process owns it already.
        }
    }

    /** Creates the database if it is missing. */
    EmbeddedServer withDatabase(String name) {
        try (Connection connection = cluster.connect(port, Cluster.USER);
                PreparedStatement query = connection.prepareStatement("select 1 from pg_database where datname = ?");
                Statement creation = connection.createStatement()) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                if (!found.next()) {
                    creation.execute("create database " + creation.enquoteIdentifier(name, true));
                }
            }
        } catch (SQLException e) {
            if (!ALREADY_THERE.contains(String.valueOf(e.getSQLState()))) {
                throw new IllegalStateException("The database " + name + " cannot be made", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    JdbcConnectionDetails connectionDetails(String database) {
        try {
            return new DatabaseUrl(Cluster.url(port, database), Cluster.USER, cluster.password()).connectionDetails();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server if this process started or adopted it. */
    @Override
    public void close() {
        if (minder != null) {
            minder.close();
        }
        try (ownerFile) {
            if (owner != null && cluster.alive()) {
                cluster.stop(tools(cluster));
            }
        } catch (IOException e) {
            log.warn("PostgreSQL in {} was not stopped; the next start adopts it", cluster.home(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
