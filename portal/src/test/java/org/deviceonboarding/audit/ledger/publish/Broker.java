package org.deviceonboarding.audit.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Mosquitto of somebody else's. */
record Broker(Path folder, int port, boolean tls, Process process) implements AutoCloseable {
    static final String PASSWORD = "not a secret";

    static Broker withPassword(Path folder) throws Exception {
        run(folder, "mosquitto_passwd", "-b", "-c", "passwords", "ledger", PASSWORD);
        Files.writeString(folder.resolve("acl"), "user ledger\ntopic ledger/#\n");
        return start(
                folder, false, "password_file " + folder.resolve("passwords") + "\nacl_file " + folder.resolve("acl"));
    }

    static Broker withCertificate(Path folder) throws Exception {
        run(
                folder,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                "server.key",
                "-out",
                "server.crt");
        return start(
                folder,
                true,
                "allow_anonymous true\ncertfile " + folder.resolve("server.crt") + "\nkeyfile "
                        + folder.resolve("server.key"));
    }

    private static Broker start(Path folder, boolean tls, String settings) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path conf = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "user " + System.getProperty("user.name") + "\nlistener " + port + "\n" + settings + "\n");
        Path log = folder.resolve("mosquitto.log");
        Process process = program(List.of(mosquitto(), "-c", conf.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            return listens(port);
        });
        return new Broker(folder, port, tls, process);
    }

    String url(String scheme) {
        return scheme + "://localhost:" + port;
    }

    /** What a subscriber gets at once, or nothing. */
    String retained(String topic) throws Exception {
        List<String> command = new ArrayList<>(List.of("mosquitto_sub", "-h", "localhost", "-p", "" + port, "-V", "5"));
        command.addAll(List.of("-t", topic, "-C", "1", "-W", "3", "-N"));
        command.addAll(
                tls
                        ? List.of("--cafile", folder.resolve("server.crt").toString())
                        : List.of("-u", "ledger", "-P", PASSWORD));
        Process process = program(command).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static void run(Path folder, String... command) throws Exception {
        Process process = program(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static ProcessBuilder program(List<String> command) {
        return new ProcessBuilder(command);
    }

    private static String mosquitto() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("mosquitto");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
