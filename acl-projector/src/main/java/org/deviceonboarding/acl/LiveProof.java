package org.deviceonboarding.acl;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.deviceonboarding.messages.acl.AclFile;
import org.deviceonboarding.messages.broker.Canary;
import org.deviceonboarding.messages.broker.CanaryReport;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Over real connections. The ACL file opens one topic to us that no other file opens, so we know when it is in force; one
 * topic that must be closed, so we know that it is not everything that is open; and the canaries see what a device sees.
 */
final class LiveProof implements Proof, Closeable {
    private static final Duration RELOAD = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final Duration STARTING = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String CLOSED_TOPIC = AclFile.PROJECTOR + "/closed";

    private final AdminConnection admin;
    private final CanaryProbe canaries;
    private boolean listening;

    LiveProof(Broker broker) {
        this.admin = new AdminConnection(broker);
        this.canaries = new CanaryProbe(broker, Canary.of(broker.id()));
    }

    // A broker that we are about to start, or that was just killed, has nothing to say yet.
    @Override
    public void prepare() throws InterruptedException {
        try {
            admin.listen();
            listening = true;
        } catch (IOException _) {
            admin.close();
            listening = false;
        }
    }

    @Override
    public Verdict of(Published published, @Nullable Long before) throws IOException, InterruptedException {
        awaitBroker();
        long position = published.release().position();
        if (published.reloaded() && !published.newAcl() && listening && !admin.heardReload(RELOAD)) {
            throw new IOException("The broker does not say that it read its files again");
        }
        if (!awaitGeneration(position)) {
            if (before != null && before != position && admin.mayPublish(AclFile.generationTopic(before))) {
                throw new IOException("The broker still has the policy of position " + before + " in force");
            }
            return new Verdict.Refuted(
                    "The broker does not have the policy of position " + position + " in force", null);
        }
        if (admin.mayPublish(CLOSED_TOPIC)) {
            return new Verdict.Refuted("The broker allows what no file allows: it has no ACL in force", null);
        }
        CanaryReport report = canaries();
        return report.good() ? new Verdict.Proven(report) : new Verdict.Refuted(complaint(report), report);
    }

    @Override
    public int endSessions(Collection<DeviceId> devices) throws IOException, InterruptedException {
        return devices.isEmpty() ? 0 : admin.endSessions(devices);
    }

    @Override
    public void forget(Collection<DeviceId> devices) throws IOException {
        for (DeviceId device : devices) {
            admin.forget(device);
        }
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

    private void awaitBroker() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTING.toNanos();
        while (true) {
            try {
                admin.mayPublish(CLOSED_TOPIC);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    private boolean awaitGeneration(long position) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + RELOAD.toNanos();
        while (!admin.mayPublish(AclFile.generationTopic(position))) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(GLANCE);
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
