package org.deviceonboarding.acl.cleanup;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import org.deviceonboarding.acl.policy.PolicyChange;
import org.deviceonboarding.domain.access.AccessPolicy;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.device.DeviceId;
import org.pcollections.PSortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the sessions of devices that lost access. */
public record SessionEnder(BrokerSessions sessions, InstantSource clock) {
    private static final Logger log = LoggerFactory.getLogger(SessionEnder.class);
    // Each costs a connection, and a revocation may wait behind them.
    private static final int FORGOTTEN_IN_A_TURN = 100;

    /**
     * Ends the sessions of devices that lost access by these changes, unless they were ended before.
     *
     * @param complete whether the CRL in force keeps the devices from coming back
     */
    public SessionProgress end(PSortedMap<Long, PolicyChange> changes, boolean complete, SessionProgress progress)
            throws IOException, InterruptedException {
        if (changes.isEmpty()) {
            return progress.nothingDue(clock.instant());
        }
        long last = changes.lastKey();
        if (last <= (complete ? progress.endedThrough() : progress.endedForNow())) {
            return progress;
        }
        Set<DeviceId> closed = sessions.endSessions(progress.due(changes, complete));
        return progress.endedThrough(last, complete, closed, clock.instant());
    }

    /**
     * Makes the broker drop what ended sessions left behind, a few at a time. Mosquitto 2.0 may crash over it at a later reload.
     * Messages that wait for a device with access stay.
     */
    public SessionProgress forget(AccessPolicy policy, SessionProgress progress) throws InterruptedException {
        SessionProgress now = progress;
        for (DeviceId device :
                progress.leftBehind().stream().limit(FORGOTTEN_IN_A_TURN).toList()) {
            DeviceAccess access = policy.devices().get(device);
            if (access == null || !access.granted()) {
                try {
                    sessions.forget(device);
                } catch (IOException e) {
                    log.warn("The broker still keeps the session of device {}: {}", device, e.getMessage());
                    return now;
                }
            }
            now = now.forgotten(device);
        }
        return now;
    }
}
