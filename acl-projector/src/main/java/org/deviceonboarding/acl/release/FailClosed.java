package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps devices out that lost access while the broker's files cannot be written: ends their sessions again and again,
 * and stops the broker after a while. For one thread.
 */
public final class FailClosed {
    private static final Logger log = LoggerFactory.getLogger(FailClosed.class);

    private final BrokerAdapter broker;
    private final Duration closeAfter;
    // By the clock that nobody sets; null as long as nobody has to be kept out.
    private @Nullable Long since;
    private boolean stopped;

    /** @param closeAfter how long devices are kept out by ending their sessions, until the broker is stopped */
    public FailClosed(BrokerAdapter broker, Duration closeAfter) {
        this.broker = broker;
        this.closeAfter = closeAfter;
    }

    /** Whether devices have to be kept out. */
    boolean active() {
        return since != null;
    }

    /** Ends this, because the files are in place. */
    void over() {
        since = null;
        stopped = false;
    }

    /**
     * Keeps them out for now, if there is somebody.
     *
     * @param enforced position of the policy that the newest receipt says is in force, or null
     * @return why the folder cannot be written, and what is done about it
     */
    FolderNotWritable keepOut(DesiredState desired, @Nullable Long enforced, FolderNotWritable e)
            throws InterruptedException {
        Set<DeviceId> lost = desired.lostAfter(enforced == null ? -1 : enforced);
        // Where no broker can be asked, nobody is named.
        boolean somebody = broker.live().isPresent() ? !lost.isEmpty() : desired.revoked() > e.inForce();
        if (!somebody) {
            over();
            return e;
        }
        return e.but(keepOut(lost));
    }

    private String keepOut(Set<DeviceId> lost) throws InterruptedException {
        long now = System.nanoTime();
        since = since == null ? Long.valueOf(now) : since;
        String trouble = endSessions(lost);
        // A broker that answers after it was stopped was started by somebody else.
        if (now - since >= closeAfter.toNanos() && (!stopped || trouble == null)) {
            stop();
        }
        if (stopped) {
            return "The broker is stopped, since it would let in who lost access; it has to start again once its files can"
                    + " be written";
        }
        return trouble == null
                ? "Sessions of " + lost.size() + " devices that lost access are ended again and again"
                : "Sessions of devices that lost access cannot be ended: " + trouble;
    }

    private @Nullable String endSessions(Set<DeviceId> lost) throws InterruptedException {
        LiveBroker live = broker.live().orElse(null);
        if (live == null) {
            return "there is no broker to ask";
        }
        try {
            live.endSessions(lost);
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void stop() throws InterruptedException {
        try {
            stopped = broker.stop();
            if (stopped) {
                log.error(
                        "The broker is stopped: its files could not be written for {} s, and it would let in who lost"
                                + " access",
                        closeAfter.toSeconds());
            }
        } catch (IOException e) {
            log.error("The broker could not be stopped: {}", e.getMessage());
        }
    }
}
