package org.deviceonboarding.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A Mosquitto that no portal manages, with a copy of a portal's ACL, CRL and server certificate. */
final class UnmanagedBroker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration RELOAD = Duration.ofMinutes(1);
    private static final int TICK_MILLIS = 100; // how long Mosquitto 2.0 waits for its clients before it looks around
    private static final String USER = "projector";
    private static final String GENERATION = USER + "/generation/";

    private final Path acl;
    private final String text;
    private final Process mosquitto;
    private final Process shell;
    private final MqttConnection line;

    private UnmanagedBroker(Path acl, Process mosquitto, Process shell, MqttConnection line) throws IOException {
        this.acl = acl;
        this.text = Files.readString(acl);
        this.mosquitto = mosquitto;
        this.shell = shell;
        this.line = line;
    }

    /**
     * @param original the folder of the broker to copy
     */
    static UnmanagedBroker start(Path original, Path folder) throws IOException, InterruptedException {
        for (String file : List.of("mosquitto.acl", "crl.pem", "ca.crt", "server.crt", "server.key")) {
            Files.copy(original.resolve(file), folder.resolve(file));
        }
        int port = PortalInstallation.freePort();
        Path conf =
                Files.writeString(folder.resolve("mosquitto.conf"), conf(folder, port, PortalInstallation.freePort()));
        Process mosquitto = new ProcessBuilder(
                        ExternalProgram.MOSQUITTO.find().orElseThrow().toString(), "-c", conf.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        try {
            MqttConnection line = new MqttConnection(connect(mosquitto, port));
            line.connect("bench", USER);
            // It stands by: to start a process for each signal would be part of the time.
            Process shell =
                    new ProcessBuilder("sh").redirectOutput(Redirect.DISCARD).start();
            return new UnmanagedBroker(folder.resolve("mosquitto.acl"), mosquitto, shell, line);
        } catch (IOException | InterruptedException e) {
            mosquitto.destroy();
            throw e;
        }
    }

    /** The times from SIGHUP to the first message that only the new ACL allows. */
    Latencies reloads(int count) throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nanos.add(reload("bench-" + i));
        }
        return new Latencies(nanos);
    }

    private long reload(String generation) throws IOException, InterruptedException {
        Path draft = Files.writeString(
                acl.resolveSibling("draft"), text.replaceFirst(GENERATION + "\\S+", GENERATION + generation));
        Files.move(draft, acl, StandardCopyOption.ATOMIC_MOVE);
        Thread.sleep(ThreadLocalRandom.current().nextInt(TICK_MILLIS));
        long begin = System.nanoTime();
        Writer commands = shell.outputWriter(UTF_8);
        commands.write("kill -HUP " + mosquitto.pid() + "\n");
        commands.flush();
        while (!line.mayPublish(GENERATION + generation)) {
            if (System.nanoTime() - begin > RELOAD.toNanos()) {
                throw new IOException("Mosquitto does not read its files again within " + RELOAD);
            }
        }
        return System.nanoTime() - begin;
    }

    @Override
    public void close() throws IOException {
        line.close();
        shell.destroy();
        mosquitto.destroy();
        mosquitto.onExit().join();
    }

    private static Socket connect(Process mosquitto, int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) RELOAD.toMillis());
                return socket;
            } catch (IOException e) {
                if (!mosquitto.isAlive() || System.nanoTime() - deadline > 0) {
                    throw new IOException("Mosquitto does not start without the portal", e);
                }
                Thread.sleep(GLANCE);
            }
        }
    }

    private static String conf(Path folder, int port, int devicePort) {
        return """
                user %s
                per_listener_settings false
                allow_anonymous true
                acl_file %4$s/mosquitto.acl
                log_type error

                listener %2$d 127.0.0.1

                listener %3$d 127.0.0.1
                cafile %4$s/ca.crt
                certfile %4$s/server.crt
                keyfile %4$s/server.key
                crlfile %4$s/crl.pem
                require_certificate true
                use_identity_as_username true
                """.formatted(System.getProperty("user.name"), port, devicePort, folder);
    }
}
