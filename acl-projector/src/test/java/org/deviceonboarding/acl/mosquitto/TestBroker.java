package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.broker.OperatorCommand;
import org.deviceonboarding.acl.broker.Supervision;
import org.deviceonboarding.acl.cleanup.Cleaner;
import org.deviceonboarding.acl.cleanup.CleanupMetrics;
import org.deviceonboarding.acl.enrolment.Enroller;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.acl.release.BrokerStatus;
import org.deviceonboarding.acl.release.Deployer;
import org.deviceonboarding.acl.release.FailClosed;
import org.deviceonboarding.acl.release.Reconciler;
import org.deviceonboarding.acl.release.ReleaseMetrics;
import org.deviceonboarding.acl.release.ReleaseRefused;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.testkit.process.Deadline;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;

/** A real Mosquitto with all that stands beside it, and a log and a CA that a test writes by hand. */
final class TestBroker implements AutoCloseable {
    static final TestPki PKI = TestPki.SHARED;
    static final Duration PATIENCE = Duration.ofSeconds(3);
    static final Duration CLOSE_AFTER = Duration.ofSeconds(3);

    final BrokerSettings broker;
    final BrokerHeartbeat heartbeat;
    private final MosquittoConf conf;
    private final List<Recorded<OnboardingEvent>> log = new ArrayList<>();
    final List<BrokerEvent> receipts = new ArrayList<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    InstantSource clock = InstantSource.system();
    Duration patience = PATIENCE;
    BrokerReload reload;
    // What somebody else does between our renaming of files and our signal.
    Runnable meanwhile = () -> {};
    ManagedMosquitto mosquitto;
    Reconciler reconciler;
    LiveMosquitto proof;
    DiskReserve reserve;
    String crl = "";
    DesiredState desired;
    private int crlNumber;
    private long position;

    TestBroker(AclStrategy strategy) throws IOException {
        this(new StrategyChoice.Fixed(strategy));
    }

    TestBroker(AclStrategy strategy, BrokerFolder folder) throws IOException {
        this(new StrategyChoice.Fixed(strategy), folder);
    }

    TestBroker(StrategyChoice choice) throws IOException {
        this(choice, new BrokerFolder(TestTool.workDirectory("broker").resolve("mosquitto.acl")));
    }

    TestBroker(StrategyChoice choice, BrokerFolder folder) throws IOException {
        broker = BrokerSettings.of(
                new BrokerProperties(
                        TestLog.BROKER.value(),
                        folder.acl().toString(),
                        null,
                        FreePort.find(),
                        true,
                        null,
                        null,
                        "http://localhost/crl.pem",
                        null,
                        FreePort.find(),
                        null,
                        true),
                Optional.of(MosquittoProgram.find()
                        .orElseGet(() -> fail("needs mosquitto: apt-get install mosquitto mosquitto-clients"))));
        FolderOwner owner = new FolderOwner(broker.folder());
        heartbeat = new BrokerHeartbeat(broker, owner, true);
        PKI.brokerFolder(folder);
        desired = DesiredState.of(TestLog.BROKER, choice);
        conf = MosquittoConf.of(broker, new SecureRandom());
        mosquitto = new ManagedMosquitto(program(), broker, conf, owner);
        reload = mosquitto;
        proof = new LiveMosquitto(broker, reload, heartbeat, patience);
        startProjector();
        happen(PKI.authority());
        happen(TestLog.canaries());
        signCrl();
    }

    /** As a new process would, with the log read again. */
    void startProjector() {
        proof.close();
        proof = new LiveMosquitto(broker, reload, heartbeat, patience);
        Mosquitto adapter = new Mosquitto(conf, reload, null, heartbeat, proof) {
            @Override
            public ReloadEvidence reload(long position, boolean newPolicy) throws IOException, InterruptedException {
                meanwhile.run();
                return super.reload(position, newPolicy);
            }

            @Override
            public boolean stop() {
                mosquitto.shut();
                return true;
            }
        };
        reserve = new DiskReserve(broker.folder(), adapter::freeSpace);
        String name = broker.id().value();
        reconciler = new Reconciler(
                broker,
                adapter,
                new Enroller(broker, receipts::add, new SecureRandom(), clock),
                new Deployer(reserve, _ -> offeredCrl(), adapter, () -> clock.instant()),
                new FailClosed(adapter, CLOSE_AFTER),
                new Cleaner(proof, 20, new CleanupMetrics(metrics, name), () -> clock.instant()),
                this::append,
                new ReleaseMetrics(metrics, name),
                () -> clock.instant());
    }

    private Path program() {
        return ((Supervision.Managed) broker.supervision()).program();
    }

    private String offeredCrl() throws IOException {
        if (crl.isEmpty()) {
            throw new IOException("no CRL today");
        }
        return crl;
    }

    private void append(BrokerEvent event) {
        receipts.add(event);
        happen(event);
    }

    /** Appends to the log. */
    void happen(OnboardingEvent... events) {
        for (OnboardingEvent event : events) {
            Recorded<OnboardingEvent> recorded = new Recorded<>(position++, Instant.now(), event);
            log.add(recorded);
            desired = desired.after(recorded);
        }
    }

    /** Another setting: the log is folded again. */
    void choose(StrategyChoice choice) {
        desired = DesiredState.of(TestLog.BROKER, choice);
        for (Recorded<OnboardingEvent> recorded : log) {
            desired = desired.after(recorded);
        }
    }

    /** The broker's process. */
    ProcessHandle process() {
        List<ProcessHandle> all =
                new MosquittoProcess(program(), new MosquittoFolder(broker.folder()), broker.port()).leftovers();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(TestTool.run(
                                PKI.folder(),
                                List.of(
                                        "kill",
                                        "-" + name,
                                        Long.toString(process().pid())))
                        .exit())
                .isZero();
    }

    /** From now on this is how the broker is told; {@code $PID} is its process id, {@code $ACL} its file. */
    void reloadBy(String script) {
        reload = script.isEmpty()
                ? mosquitto
                : new CommandReload(OperatorCommand.of("PID=" + process().pid() + "; ACL="
                        + broker.folder().acl() + "; CRL=" + broker.folder().crl() + "; " + script));
        startProjector();
    }

    /** A new CRL with these serial numbers, and the outcast's, on it. */
    void signCrl(int... revoked) throws IOException {
        crl = PKI.crl(++crlNumber, revoked);
    }

    /** The topics with a retained message, as a user sees them who may read everything. */
    List<String> retained(List<String> filters) throws IOException, InterruptedException {
        try (AdminConnection admin = new AdminConnection(broker, PATIENCE, () -> false)) {
            String _ = new DynamicSecurity(admin).control("""
                    {"commands": [{"command": "createRole", "rolename": "observer", "acls": [
                      {"acltype": "publishClientReceive", "topic": "#", "allow": true}]},
                     {"command": "createClient", "username": "observer", "password": "observer",
                      "roles": [{"rolename": "observer"}]}]}
                    """);
        }
        List<String> command = new ArrayList<>(List.of("mosquitto_sub", "-h", "localhost", "-p"));
        command.add(Integer.toString(broker.admin().port()));
        command.addAll(List.of("--cafile", PKI.file("ca.crt").toString(), "-i", "observer", "-u", "observer"));
        command.addAll(List.of("-P", "observer", "--retained-only", "-F", "%t", "-W", "1"));
        filters.forEach(filter -> command.addAll(List.of("-t", filter)));
        return TestTool.run(PKI.folder(), command)
                .output()
                .lines()
                .filter(line -> !line.equals("Timed out"))
                .sorted()
                .toList();
    }

    void numberCrlsFrom(int number) {
        crlNumber = number;
    }

    BrokerStatus enforce() throws Exception {
        return reconciler.reconcile(desired);
    }

    /** Cleans up as the release loop does it, until a receipt tells of it. */
    void cleanUp() throws Exception {
        Deadline deadline = new Deadline("the end of the clean-up");
        while (!reconciler.cleanUp(desired, () -> false)) {
            deadline.pause();
        }
        enforce();
    }

    /** One turn as the release loop does it. */
    Optional<Exception> turn() throws InterruptedException {
        try {
            reconciler.reconcile(desired);
            return Optional.empty();
        } catch (IOException | ReleaseRefused e) {
            reconciler.reject(desired, e);
            return Optional.of(e);
        }
    }

    /** Turns as the release loop does them, until one of them succeeds. */
    void turnUntilEnforced() throws InterruptedException {
        Deadline deadline = new Deadline("a turn without a failure");
        while (turn().isPresent()) {
            deadline.pause();
        }
    }

    /** How often the broker said that it reads its files again. */
    long reloads() throws IOException {
        try (Stream<String> lines = Files.lines(new MosquittoFolder(broker.folder()).log())) {
            return lines.filter(line -> line.endsWith(": Reloading config.")).count();
        }
    }

    BrokerPolicyEnforced lastEnforced() {
        return (BrokerPolicyEnforced) last();
    }

    BrokerPolicyRejected lastRejected() {
        return (BrokerPolicyRejected) last();
    }

    private BrokerEvent last() {
        assertThat(receipts).isNotEmpty();
        return receipts.getLast();
    }

    @Override
    public void close() {
        heartbeat.stop();
        proof.close();
        mosquitto.stop();
        new MosquittoProcess(program(), new MosquittoFolder(broker.folder()), broker.port())
                .leftovers()
                .forEach(ProcessHandle::destroyForcibly);
    }
}
