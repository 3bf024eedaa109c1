package org.deviceonboarding.acl;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.deviceonboarding.domain.access.AccessPolicy;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.device.DeviceId;
import org.pcollections.PSortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of those who lost access, each ended once for each loss. For one thread. */
final class SessionEnder {
    private static final Logger log = LoggerFactory.getLogger(SessionEnder.class);
    // Each costs a connection, and a revocation may wait behind them.
    private static final int FORGOTTEN_IN_A_TURN = 100;

    private final Proof proof;
    private final InstantSource clock;
    private final Set<DeviceId> leftBehind = new TreeSet<>();
    // Up to where all is done; and up to where it is, but for those whom the CRL lets come back.
    private long done = -1;
    private long doneForNow = -1;
    private int ended;
    private Instant endedAt = Instant.MIN;

    SessionEnder(Proof proof, InstantSource clock) {
        this.proof = proof;
        this.clock = clock;
    }

    /** @param complete whether the CRL in force keeps them from coming back */
    void end(PSortedMap<Long, PolicyChange> changes, boolean complete) throws IOException, InterruptedException {
        if (changes.isEmpty()) {
            endedAt = clock.instant();
            return;
        }
        long last = changes.lastKey();
        Collection<PolicyChange> news =
                changes.tailMap((complete ? done : doneForNow) + 1).values();
        if (news.isEmpty()) {
            return;
        }
        Set<DeviceId> closed = proof.endSessions(news.stream()
                .map(PolicyChange::lost)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        ended += closed.size();
        endedAt = clock.instant();
        leftBehind.addAll(closed);
        doneForNow = last;
        if (complete) {
            done = last;
        }
    }

    /** An older policy came back, and with it perhaps those whose sessions were ended. */
    void startAgain() {
        done = -1;
        doneForNow = -1;
    }

    /** How many were ended since the last receipt. */
    int ended() {
        return ended;
    }

    /** When the last of them was. */
    Instant endedAt() {
        return endedAt;
    }

    void onRecord() {
        ended = 0;
    }

    /**
     * Has the broker drop what ended sessions left behind, a few at a time: Mosquitto 2.0 may crash over it at a later
     * reload. What waits for a device that may come back stays.
     */
    void cleanUp(AccessPolicy policy) throws InterruptedException {
        Iterator<DeviceId> waiting = leftBehind.iterator();
        for (int n = 0; n < FORGOTTEN_IN_A_TURN && waiting.hasNext(); n++) {
            DeviceId device = waiting.next();
            DeviceAccess access = policy.devices().get(device);
            if (access == null || !access.granted()) {
                try {
                    proof.forget(device);
                } catch (IOException e) {
                    log.warn("The broker still keeps the session of device {}: {}", device, e.getMessage());
                    return;
                }
            }
            waiting.remove();
        }
    }
}
