package org.deviceonboarding.acl.mosquitto;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.acl.proof.CanaryProbe;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.acl.proof.ReloadNotConfirmed;
import org.deviceonboarding.acl.proof.Verdict;
import org.deviceonboarding.acl.release.LiveBroker;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Proves over MQTT connections what a Mosquitto enforces, and ends sessions over them. The ACL file opens one topic to
 * this process that no other file opens, which shows that the file is in force. A second topic must be closed, which
 * shows that not everything is open. The canaries see what a device sees.
 */
final class LiveMosquitto implements LiveBroker, Closeable {
    private static final Duration RELOAD = Duration.ofSeconds(10);
    private static final int AT_ONCE = 3;
    private static final Duration GLANCE = Duration.ofMillis(2);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(1);
    private static final Duration STARTING = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String CLOSED_TOPIC = AclFile.PROJECTOR + "/closed";

    private final BrokerReload reload;
    private final BrokerHeartbeat heartbeat;
    private final AdminConnection admin;
    private final DynamicSecurity plugin;
    private final SessionTakeover takeover;
    private final CanaryProbe canaries;
    private final MessagePurge messages;
    // One of version 2.0 that reads a large ACL is silent for many seconds, and is waited for.
    private boolean reading;

    /** @param patience how long to wait for an answer; a broker that has no files to read is given up once its heartbeat is gone */
    LiveMosquitto(BrokerSettings broker, BrokerReload reload, BrokerHeartbeat heartbeat, Duration patience) {
        this.heartbeat = heartbeat;
        this.reload = reload;
        this.admin = new AdminConnection(broker, patience, () -> heartbeat.silent() && !reading);
        this.plugin = new DynamicSecurity(admin);
        this.takeover = new SessionTakeover(broker, patience);
        this.messages = new MessagePurge(broker, plugin, takeover);
        this.canaries = new CanaryProbe(broker, Canary.of(broker.id()), patience);
    }

    /**
     * Looks at the broker after the new files are in place and before it is told to reload. What it says and does from now on comes
     * from those files. Somebody else may tell it to reload at any time, so what it did before may come from one file of the last
     * release and one of this.
     *
     * @return what will show that it has read both files
     */
    ReloadEvidence beforeReload(long position, boolean newPolicy) throws InterruptedException {
        if (!heartbeat.silent()) {
            try {
                admin.listen();
                return admin.mayPublish(AclFile.generationTopic(position))
                        ? ReloadEvidence.LOG_LINE
                        : ReloadEvidence.POLICY_TOPIC;
            } catch (IOException _) {
                // A broker that we are about to start, or that was just killed, has nothing to say yet.
            }
        }
        admin.close();
        return newPolicy ? ReloadEvidence.POLICY_TOPIC : ReloadEvidence.NONE;
    }

    @Override
    public Optional<Verdict.Refuted> awaitInForce(long position, ReloadEvidence evidence, @Nullable Long before)
            throws IOException, InterruptedException {
        if (heartbeat.silent()) {
            throw new IOException(BrokerHeartbeat.SILENT);
        }
        reading = evidence != ReloadEvidence.NOT_NEEDED;
        try {
            return inForce(position, evidence, before);
        } finally {
            reading = false;
        }
    }

    private Optional<Verdict.Refuted> inForce(long position, ReloadEvidence evidence, @Nullable Long before)
            throws IOException, InterruptedException {
        boolean open = awaitAnswer(position);
        if (!shows(evidence)) {
            throw new ReloadNotConfirmed("The broker does not say that it read its files again; it tells us if its"
                    + " mosquitto.conf has log_dest topic and log_type information");
        }
        // Before that line, the answer may come from the files before.
        if ((open && evidence != ReloadEvidence.LOG_LINE) || awaitGeneration(position)) {
            return Optional.empty();
        }
        if (before != null && before != position && admin.mayPublish(AclFile.generationTopic(before))) {
            throw new ReloadNotConfirmed("The broker still has the policy of position " + before + " in force");
        }
        return Optional.of(
                new Verdict.Refuted("The broker does not have the policy of position " + position + " in force", null));
    }

    private boolean shows(ReloadEvidence evidence) throws InterruptedException {
        return switch (evidence) {
            case NOT_NEEDED, POLICY_TOPIC -> true; // Whether the topic is open is asked in any case.
            case LOG_LINE -> admin.heardReload(RELOAD);
            case NONE -> false;
        };
    }

    @Override
    public Verdict inspect() throws IOException, InterruptedException {
        if (admin.mayPublish(CLOSED_TOPIC)) {
            return new Verdict.Refuted("The broker allows what no file allows: it has no ACL in force", null);
        }
        CanaryReport report = canaries();
        return report.good() ? new Verdict.Proven(report) : new Verdict.Refuted(complaint(report), report);
    }

    @Override
    public Set<DeviceId> endSessions(Collection<DeviceId> devices) throws IOException, InterruptedException {
        return devices.isEmpty() ? Set.of() : plugin.endSessions(devices);
    }

    @Override
    public void forget(DeviceId device) throws IOException {
        takeover.forget(device);
    }

    @Override
    public boolean purge(CleanupBacklog.Purge purge) throws IOException, InterruptedException {
        return messages.purge(purge.device(), purge.filters());
    }

    @Override
    public void close() {
        admin.close();
    }

    private CanaryReport canaries() throws IOException, InterruptedException {
        int before = admin.connections();
        CanaryReport report = canaries.run();
        admin.mayPublish(CLOSED_TOPIC);
        if (admin.connections() != before) {
            throw new IOException("The broker ended while it was asked");
        }
        return report;
    }

    /** Waits for a broker that is starting. Returns whether it has the policy of that position in force. */
    private boolean awaitAnswer(long position) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTING.toNanos();
        while (true) {
            try {
                return admin.mayPublish(AclFile.generationTopic(position));
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    // Mosquitto forgets a signal that comes while it still acts on the one before. It answers nobody meanwhile. So if
    // it answers and goes on without the policy, it has to be told again. It acts on a signal on its next round, to
    // which a question wakes it, so the second question comes at once.
    private boolean awaitGeneration(long position) throws IOException, InterruptedException {
        long told = System.nanoTime();
        long deadline = told + RELOAD.toNanos();
        int questions = 0;
        while (!admin.mayPublish(AclFile.generationTopic(position))) {
            long now = System.nanoTime();
            if (now > deadline) {
                return false;
            }
            if (now - told > TELL_AGAIN.toNanos()) {
                boolean _ = reload.reload();
                told = now;
            }
            if (++questions > AT_ONCE) {
                Thread.sleep(GLANCE);
            }
        }
        return true;
    }

    private static String complaint(CanaryReport report) {
        if (!report.outcastRefused()) {
            return "The broker lets in a revoked certificate";
        }
        if (!report.residentAccepted()) {
            return "The broker turns away a good certificate";
        }
        return report.ownTopicReached()
                ? "The broker lets a device write another device's topic"
                : "The broker denies a device its own topic";
    }
}
