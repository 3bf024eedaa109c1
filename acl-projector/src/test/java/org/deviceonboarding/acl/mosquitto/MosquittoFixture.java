package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One real broker for all tests of a class; each test leaves it with devices 1 and 2 allowed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
abstract class MosquittoFixture {
    private static final Duration SOON = Duration.ofSeconds(15);
    static final TestPki PKI = TestPki.SHARED;

    final List<OnboardingEvent> log = new ArrayList<>();
    final BrokerFolder folder;
    private final int port;
    private final BrokerSettings broker;
    private final FolderOwner owner;
    ManagedMosquitto mosquitto;
    TestDeployments deployments;
    private String crl = "";
    private int crlNumber;

    MosquittoFixture() throws IOException {
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

    ManagedMosquitto managed() {
        return new ManagedMosquitto(((Supervision.Managed) broker.supervision()).program(), broker, conf(), owner);
    }

    private MosquittoConf conf() {
        return MosquittoConf.of(broker, new SecureRandom());
    }

    TestDeployments deployments() {
        Mosquitto adapter = new Mosquitto(conf(), mosquitto, null, new BrokerHeartbeat(broker, owner, false), null);
        return new TestDeployments(
                new Deployer(new DiskReserve(folder, adapter::freeSpace), _ -> crl, adapter, InstantSource.system()));
    }

    void issue(int device) {
        log.add(TestLog.issued(device, 100 + device));
    }

    void signCrl(int... revoked) throws IOException {
        crl = PKI.crl(++crlNumber, revoked);
    }

    void release() throws Exception {
        assertThat(deployments
                        .publish(TestLog.desired(log.toArray(OnboardingEvent[]::new)))
                        .crlTrouble())
                .isNull();
    }

    ProcessHandle only() {
        List<ProcessHandle> all =
                new MosquittoProcess(Path.of("mosquitto"), new MosquittoFolder(folder), port).leftovers();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    static String own(int device) {
        return "devices/" + TestLog.device(device) + "/telemetry";
    }

    boolean mayPublish(int device, String topic) throws Exception {
        TestTool.Result result = publish(device, topic, "hello");
        return result.exit() == 0 && !result.output().contains("Not authorized");
    }

    boolean connects(int device) throws Exception {
        TestTool.Result result = publish(device, own(device), "hello");
        return result.exit() == 0;
    }

    TestTool.Result publish(int device, String topic, String message, String... more) throws Exception {
        List<String> command = client("mosquitto_pub", device, topic, "-m", message);
        command.addAll(List.of(more));
        return TestTool.run(PKI.folder(), command);
    }

    List<String> client(String program, int device, String topic, String... more) {
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

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited for " + what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }
}
