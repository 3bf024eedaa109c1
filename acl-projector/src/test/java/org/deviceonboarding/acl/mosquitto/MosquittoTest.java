package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.broker.Supervision;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.release.Deployer;
import org.deviceonboarding.acl.release.TestDeployments;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One real broker for all of it; each test leaves it with devices 1 and 2 allowed. */
@DisplayName("A Mosquitto of ours")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class MosquittoTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final TestPki PKI = TestPki.SHARED;

    private final List<OnboardingEvent> log = new ArrayList<>();
    private final BrokerFolder folder;
    private final int port;
    private final BrokerSettings broker;
    private final FolderOwner owner;
    private ManagedMosquitto mosquitto;
    private TestDeployments deployments;
    private String crl = "";
    private int crlNumber;

    MosquittoTest() throws IOException {
        folder = new BrokerFolder(TestTool.workDirectory("broker").resolve("mosquitto.acl"));
        port = FreePort.find();
        broker = BrokerSettings.of(
                new BrokerProperties(
                        null,
                        folder.acl().toString(),
                        null,
                        port,
                        true,
                        null,
                        null,
                        "http://localhost/crl.pem",
                        null,
                        FreePort.find(),
                        null,
                        null),
                Optional.of(MosquittoProgram.find()
                        .orElseGet(() -> fail("needs mosquitto: apt-get install mosquitto mosquitto-clients"))));
        owner = new FolderOwner(folder);
        mosquitto = managed();
        deployments = deployments();
    }

    @BeforeAll
    void startBroker() throws Exception {
        for (int n = 1; n <= 4; n++) {
            PKI.device(TestLog.device(n), 100 + n);
        }
        signCrl();
        mosquitto.start();
        issue(1);
        issue(2);
        PKI.brokerFolder(folder);
        release();
        await("the broker's start", () -> mayPublish(1, own(1)));
    }

    @AfterAll
    void stopBroker() {
        mosquitto.stop();
        List<ProcessHandle> left =
                new MosquittoProcess(Path.of("mosquitto"), new MosquittoFolder(folder), port).leftovers();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }

    @BeforeEach
    void isHealthy() throws Exception {
        release();
        await("a healthy broker", () -> mayPublish(1, own(1)) && mayPublish(2, own(2)));
    }

    @Test
    void keepsEachDeviceToItsOwnTopics() throws Exception {
        assertThat(publish(1, own(1), "from 1", "-r").output()).isEmpty();
        assertThat(publish(2, own(2), "from 2", "-r").output()).isEmpty();
        for (String topic :
                List.of(own(1), "devices/" + TestLog.device(2) + "x/t", "devices", "devices/t", "t", "$SYS/t")) {
            assertThat(publish(2, topic, "from 2", "-r").output()).contains("Not authorized");
        }

        for (int device : List.of(1, 2)) {
            TestTool.Result heard =
                    TestTool.run(PKI.folder(), client("mosquitto_sub", device, "#", "-t", "$SYS/#", "-v", "-W", "3"));
            assertThat(heard.output().lines()).containsExactly(own(device) + " from " + device, "Timed out");
        }
    }

    @Test
    void takesTheTopicsOfARevokedDeviceAndThenTurnsItAway() throws Exception {
        issue(3);
        release();
        await("device 3", () -> mayPublish(3, own(3)));

        log.add(TestLog.revoked(3, 103));
        release(); // The CRL is still the old one.
        await("the end of its topics", () -> !mayPublish(3, own(3)));
        assertThat(connects(3)).isTrue();

        signCrl(103);
        release();
        await("the end of its connections", () -> !connects(3));
        assertThat(mayPublish(1, own(1))).isTrue();
    }

    @Test
    void closesWhenItsAclIsDamagedAndOpensWhenItIsMended() throws Exception {
        Files.writeString(folder.acl(), "junk\n");
        mosquitto.reload();
        await("the closed door", () -> !mayPublish(1, own(1)));
        assertThat(mayPublish(1, own(2))).isFalse();

        // Brokers from 2.1 on end instead, and start again when the file is mended.
        release();
        await("the mended file", () -> mayPublish(1, own(1)));
    }

    @Test
    void isStartedAgainWhenItDies() throws Exception {
        ProcessHandle before = only();
        before.destroyForcibly();
        before.onExit().join();
        assertThat(mosquitto.alive()).isFalse();

        await("the next broker", () -> mayPublish(1, own(1)));
        assertThat(only().pid()).isNotEqualTo(before.pid());
    }

    @Test
    void saysNoMoreThanItsLogMayHold() throws Exception {
        MosquittoLog bounded = new MosquittoLog(new MosquittoFolder(folder).log(), 1000);
        Path older = new MosquittoFolder(folder).log().resolveSibling("mosquitto.log.1");
        for (int n = 0; n < 10; n++) {
            assertThat(connects(1)).isTrue();
        }
        long before = Files.size(new MosquittoFolder(folder).log());
        assertThat(before).isGreaterThan(1000);

        bounded.bound();
        assertThat(older).hasSize(before);
        assertThat(connects(1)).isTrue();

        // It goes on at the beginning, and leaves no hole.
        assertThat(Files.size(new MosquittoFolder(folder).log())).isBetween(1L, 1000L);
        assertThat(Files.readString(new MosquittoFolder(folder).log()))
                .startsWith("20")
                .contains(TestLog.device(1) + " ");
        bounded.drop();
        assertThat(older).doesNotExist();
    }

    @Test
    void startsThoughAFullDiskLeftHalfOfItsPluginsFile() throws Exception {
        String whole = Files.readString(new MosquittoFolder(folder).dynamicSecurity());
        for (String left : List.of("", whole.substring(0, whole.length() / 2))) {
            Files.writeString(new MosquittoFolder(folder).dynamicSecurity(), left);
            ProcessHandle before = only();
            before.destroyForcibly();
            before.onExit().join();

            await("the next broker", () -> mayPublish(1, own(1)));
            assertThat(new MosquittoFolder(folder).dynamicSecurity()).hasContent(whole);
        }
    }

    @Test
    void isTakenOverWhenItWasLeftBehind() throws Exception {
        mosquitto.stop();
        Process leftBehind = new ProcessBuilder(
                        MosquittoProgram.find().orElseThrow().toString(),
                        "-c",
                        new MosquittoFolder(folder).conf().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        new MosquittoFolder(folder).log().toFile()))
                .start();
        await("the old broker", () -> mayPublish(1, own(1)));

        mosquitto = managed();
        deployments = deployments();
        mosquitto.start();
        assertThat(mosquitto.alive()).isTrue();
        issue(4);
        release();

        await("a reload of the old broker", () -> mayPublish(4, own(4)));
        assertThat(only().pid()).isEqualTo(leftBehind.pid());
    }

    @Test
    void hearsASignalSentByItsPidFile() throws Exception {
        Path pidFile = Files.writeString(PKI.folder().resolve("mosquitto.pid"), only().pid() + "\n");
        long before = reloadsInTheLog();

        new PidFileReload(pidFile).reload();

        await("the reload", () -> reloadsInTheLog() > before);
    }

    private long reloadsInTheLog() throws IOException {
        try (Stream<String> lines = Files.lines(new MosquittoFolder(folder).log())) {
            return lines.filter(line -> line.endsWith(": Reloading config.")).count();
        }
    }

    private ManagedMosquitto managed() {
        return new ManagedMosquitto(((Supervision.Managed) broker.supervision()).program(), broker, conf(), owner);
    }

    private MosquittoConf conf() {
        return MosquittoConf.of(broker, new SecureRandom());
    }

    private TestDeployments deployments() {
        Mosquitto adapter = new Mosquitto(conf(), mosquitto, null, new BrokerHeartbeat(broker, owner, false), null);
        return new TestDeployments(
                new Deployer(new DiskReserve(folder, adapter::freeSpace), _ -> crl, adapter, InstantSource.system()));
    }

    private void issue(int device) {
        log.add(TestLog.issued(device, 100 + device));
    }

    private void signCrl(int... revoked) throws IOException {
        crl = PKI.crl(++crlNumber, revoked);
    }

    private void release() throws Exception {
        assertThat(deployments
                        .publish(TestLog.desired(log.toArray(OnboardingEvent[]::new)))
                        .crlTrouble())
                .isNull();
    }

    private ProcessHandle only() {
        List<ProcessHandle> all =
                new MosquittoProcess(Path.of("mosquitto"), new MosquittoFolder(folder), port).leftovers();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static String own(int device) {
        return "devices/" + TestLog.device(device) + "/telemetry";
    }

    private boolean mayPublish(int device, String topic) throws Exception {
        TestTool.Result result = publish(device, topic, "hello");
        return result.exit() == 0 && !result.output().contains("Not authorized");
    }

    private boolean connects(int device) throws Exception {
        TestTool.Result result = publish(device, own(device), "hello");
        return result.exit() == 0;
    }

    private TestTool.Result publish(int device, String topic, String message, String... more) throws Exception {
        List<String> command = client("mosquitto_pub", device, topic, "-m", message);
        command.addAll(List.of(more));
        return TestTool.run(PKI.folder(), command);
    }

    private List<String> client(String program, int device, String topic, String... more) {
        DeviceId id = TestLog.device(device);
        List<String> command = new ArrayList<>(List.of(
                program,
                "-V",
                "mqttv5",
                "-q",
                "1",
                "-h",
                "localhost",
                "-p",
                Integer.toString(port),
                "--cafile",
                "root.crt",
                "--cert",
                id + ".crt",
                "--key",
                id + ".key",
                "-i",
                id.value(),
                "-t",
                topic));
        command.addAll(List.of(more));
        return command;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited for " + what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }
}
