package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.deviceonboarding.acl.Deadline;
import org.deviceonboarding.acl.FreePort;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.TestTool;

/** A Mosquitto with mutual TLS, an ACL file and nothing else. */
final class BareMosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Process process;

    BareMosquitto(TestPki pki, String acl) throws IOException {
        folder = TestTool.workDirectory("bare");
        port = FreePort.find();
        Files.writeString(folder.resolve("acl"), acl);
        Path conf = Files.writeString(folder.resolve("mosquitto.conf"), """
                user %s
                allow_anonymous false
                acl_file %s
                sys_interval 1
                set_tcp_nodelay true
                listener %d
                cafile %s
                certfile %s
                keyfile %s
                require_certificate true
                use_identity_as_username true
                use_username_as_clientid true
                """.formatted(
                        System.getProperty("user.name"),
                        folder.resolve("acl"),
                        port,
                        pki.file("ca.crt"),
                        pki.file("server.crt"),
                        pki.file("server.key")));
        Path program = MosquittoProgram.find().orElseGet(() -> fail("needs mosquitto: apt-get install mosquitto"));
        process = new ProcessBuilder(program.toString(), "-c", conf.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    String uri() {
        return "ssl://localhost:" + port;
    }

    void awaitStart() throws IOException, InterruptedException {
        Deadline deadline = new Deadline("a start, see " + folder.resolve("log"));
        while (!listening()) {
            assertThat(process.isAlive()).as("see %s", folder.resolve("log")).isTrue();
            deadline.pause();
        }
    }

    /** Returns before Mosquitto has read it. */
    void reload(String acl) throws IOException, InterruptedException {
        Path draft = Files.writeString(folder.resolve("draft"), acl);
        Files.move(draft, folder.resolve("acl"), StandardCopyOption.ATOMIC_MOVE);
        TestTool.Result sent = TestTool.run(folder, List.of("kill", "-HUP", Long.toString(process.pid())));
        assertThat(sent.exit()).as(sent.output()).isZero();
    }

    private boolean listening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
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
