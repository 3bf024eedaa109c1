package org.deviceonboarding.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A temporary directory with its portals. Both are removed when the workspace is closed or the JVM ends. */
final class Workspace implements AutoCloseable {
    private final Path directory;
    private final Path jar;
    private final Deque<PortalInstallation> portals = new ConcurrentLinkedDeque<>();
    private final AtomicInteger next = new AtomicInteger(1);

    /** @param jar the packaged portal */
    Workspace(Path jar) throws IOException {
        this.jar = jar.toAbsolutePath();
        this.directory = Files.createTempDirectory("portal-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    Path jar() {
        return jar;
    }

    /** The portal as it is usually started. */
    Launch plain() {
        return script();
    }

    /** {@code portal/run}. */
    Launch script(String... options) {
        return Launch.script(
                String.join(" ", "`portal/run`", String.join(" ", options)).strip(),
                jar.resolveSibling("../run").normalize(),
                options);
    }

    Path newDirectory() throws IOException {
        return Files.createDirectory(directory.resolve(Integer.toString(next.getAndIncrement())));
    }

    /** Creates an installation without starting it. */
    PortalInstallation portal(Launch launch) throws IOException {
        PortalInstallation portal = new PortalInstallation(newDirectory(), launch);
        portals.add(portal);
        return portal;
    }

    /** Creates and starts an installation, and waits until it is healthy. */
    PortalInstallation started(Launch launch) throws IOException, InterruptedException {
        PortalInstallation portal = portal(launch);
        portal.start();
        return portal;
    }

    @Override
    public synchronized void close() {
        portals.forEach(PortalInstallation::close);
        portals.clear();
        if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(directory + " is left behind", e);
            }
        }
    }
}
