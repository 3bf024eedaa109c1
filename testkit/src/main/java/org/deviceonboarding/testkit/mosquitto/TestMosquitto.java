package org.deviceonboarding.testkit.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.testkit.process.Deadline;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;

/**
 * A Mosquitto that the portal does not manage: it has its own configuration file, without the portal's plugin.
 *
 * @param folder of its files
 */
public record TestMosquitto(Path folder, int port, List<String> client, Process process) implements AutoCloseable {
    public static final String PASSWORD = "not a secret";

    /**
     * Starts a broker with mutual TLS and an ACL file; {@code pki} contains {@code ca.crt}, {@code server.crt} and
     * {@code server.key}.
     */
    public static TestMosquitto withMutualTls(Path pki, String acl) throws IOException, InterruptedException {
        Path folder = TestTool.workDirectory("bare");
        Files.writeString(folder.resolve("acl"), acl);
        return start(folder, List.of(), """
                allow_anonymous false
                acl_file %s
                sys_interval 1
                set_tcp_nodelay true
                cafile %s
                certfile %s
                keyfile %s
                require_certificate true
                use_identity_as_username true
                use_username_as_clientid true
                """.formatted(
                folder.resolve("acl"), pki.resolve("ca.crt"), pki.resolve("server.crt"), pki.resolve("server.key")));
    }

    /** Starts a broker with a user {@code ledger}, who has a password and may use the topics below {@code ledger/}. */
    public static TestMosquitto withPassword(Path folder) throws IOException, InterruptedException {
        TestTool.succeed(folder, List.of("mosquitto_passwd", "-b", "-c", "passwords", "ledger", PASSWORD));
        Files.writeString(folder.resolve("acl"), "user ledger\ntopic ledger/#\n");
        return start(
                folder,
                List.of("-u", "ledger", "-P", PASSWORD),
                "password_file " + folder.resolve("passwords") + "\nacl_file " + folder.resolve("acl"));
    }

    /** Starts a broker with a self-signed certificate, {@code server.crt} in its folder. It accepts every client. */
    public static TestMosquitto withCertificate(Path folder) throws IOException, InterruptedException {
        List<String> request = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "2"));
        request.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
        request.addAll(List.of("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"));
        request.addAll(List.of("-keyout", "server.key", "-out", "server.crt"));
        TestTool.succeed(folder, request);
        return start(
                folder,
                List.of("--cafile", folder.resolve("server.crt").toString()),
                "allow_anonymous true\ncertfile " + folder.resolve("server.crt") + "\nkeyfile "
                        + folder.resolve("server.key"));
    }

    private static TestMosquitto start(Path folder, List<String> client, String settings)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        Path conf = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "user " + System.getProperty("user.name") + "\nlistener " + port + "\n" + settings + "\n");
        Process process = TestTool.start(
                folder, folder.resolve("log"), List.of(TestTool.find("mosquitto"), "-c", conf.toString()));
        TestMosquitto broker = new TestMosquitto(folder, port, client, process);
        broker.awaitStart();
        return broker;
    }

    private void awaitStart() throws IOException, InterruptedException {
        Deadline deadline = new Deadline("a start, see " + folder.resolve("log"));
        while (!listening()) {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("log")))
                    .isTrue();
            deadline.pause();
        }
    }

    private boolean listening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    public String uri(String scheme) {
        return scheme + "://localhost:" + port;
    }

    /** Returns the retained message of a topic; empty if there is none. */
    public String retained(String topic) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mosquitto_sub", "-h", "localhost", "-p", "" + port, "-V", "5"));
        command.addAll(List.of("-t", topic, "-C", "1", "-W", "3", "-N"));
        command.addAll(client);
        return TestTool.run(folder, command).output();
    }

    /** Replaces the ACL file, and returns before Mosquitto has read it. */
    public void reload(String acl) throws IOException, InterruptedException {
        Path draft = Files.writeString(folder.resolve("draft"), acl);
        Files.move(draft, folder.resolve("acl"), StandardCopyOption.ATOMIC_MOVE);
        TestTool.succeed(folder, List.of("kill", "-HUP", Long.toString(process.pid())));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
