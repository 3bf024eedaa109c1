package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.acl.AclProcess;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Two processes on one broker folder: one of its own, and the one that runs this test. */
@DisplayName("A second process beside a broker")
class StandByTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration A_LOOK_LATER = Duration.ofMillis(1500);
    private static final TestPki PKI = TestPki.SHARED;

    private final BrokerFolder folder =
            new BrokerFolder(TestTool.workDirectory("shared").resolve("mosquitto.acl"));
    private final int port = FreePort.find();
    private final HttpServer crls = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final String[] settings = {
        folder.acl().toString(),
        Integer.toString(port),
        Integer.toString(FreePort.find()),
        "http://localhost:" + crls.getAddress().getPort() + "/crl.pem"
    };
    private Process first;

    StandByTest() throws IOException {
        PKI.brokerFolder(folder);
        byte[] crl = PKI.crl(7).getBytes(US_ASCII);
        crls.createContext("/crl.pem", exchange -> {
            exchange.sendResponseHeaders(200, crl.length);
            exchange.getResponseBody().write(crl);
            exchange.close();
        });
        crls.start();
        first = startFirst();
    }

    @BeforeEach
    void theFirstIsAtWork() {
        await().atMost(SOON).until(() -> {
            assertThat(first.isAlive()).as("see " + folder.dir() + "/first.out").isTrue();
            return Files.isDirectory(folder.lastGood()) && brokers().size() == 1;
        });
    }

    @AfterEach
    void stop() {
        first.destroyForcibly().onExit().join();
        crls.stop(0);
        brokers().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void waitsForAsLongAsTheFirstRunsAndThenTakesOver() throws Exception {
        ProcessHandle broker = brokers().getFirst();
        try (ConfigurableApplicationContext second = AclProcess.run(settings)) {
            Thread.sleep(A_LOOK_LATER);
            assertThat(health(second).getStatus()).isEqualTo(Status.UP);
            assertThat(health(second).getDetails()).containsEntry("standby", true);
        }
        assertThat(first.isAlive()).isTrue();
        assertThat(broker.isAlive()).isTrue();

        try (ConfigurableApplicationContext second = AclProcess.run(settings)) {
            assertThat(health(second).getDetails()).containsEntry("standby", true);

            first.destroyForcibly().onExit().join();

            await().atMost(SOON).until(() -> health(second).getDetails().containsKey("enforced"));
            assertThat(health(second).getStatus()).isEqualTo(Status.UP);
            assertThat(health(second).getDetails()).doesNotContainKey("standby").containsEntry("managed", true);
            assertThat(brokers()).containsExactly(broker);

            signal(broker, "STOP");
            try {
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> health(second).getStatus().equals(Status.DOWN));
                assertThat(health(second).getDetails().get("error"))
                        .asString()
                        .startsWith("The broker has not answered for ");
            } finally {
                signal(broker, "CONT");
            }
            await().atMost(SOON).until(() -> health(second).getStatus().equals(Status.UP));
            assertThat(brokers()).containsExactly(broker);
        }
        assertThat(brokers()).isEmpty();
    }

    private Process startFirst() throws IOException {
        Path output = folder.dir().resolve("first.out");
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AclProcess.class.getName(),
                        settings[0],
                        settings[1],
                        settings[2],
                        settings[3]))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private void signal(ProcessHandle broker, String name) throws IOException, InterruptedException {
        assertThat(TestTool.run(folder.dir(), List.of("kill", "-" + name, Long.toString(broker.pid())))
                        .exit())
                .isZero();
    }

    private List<ProcessHandle> brokers() {
        Path program = MosquittoProgram.find()
                .orElseGet(() -> fail("needs mosquitto: apt-get install mosquitto mosquitto-clients"));
        return new MosquittoProcess(program, new MosquittoFolder(folder), port).leftovers();
    }

    private static Health health(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean("mqtt_broker", HealthIndicator.class).health());
    }
}
