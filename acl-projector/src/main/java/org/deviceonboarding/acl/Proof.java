package org.deviceonboarding.acl;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** Asks the broker itself what it enforces. */
interface Proof extends ReloadWitness {
    /**
     * Waits until the release is in force, and looks from outside whether it is.
     *
     * @param before position of the policy that was in force before, or null
     * @throws ReloadNotConfirmed if the broker has to be told once more
     * @throws IOException if the broker does not answer: nothing speaks against the release
     */
    Verdict of(Deployment published, @Nullable Long before) throws IOException, InterruptedException;

    /** Ends every session of these devices; says whose connections that closed. */
    Set<DeviceId> endSessions(Collection<DeviceId> devices) throws IOException, InterruptedException;

    /**
     * Removes the messages that the broker holds for a device that reaches nothing any more.
     *
     * @return whether it was seen to hold none; if not, it has to be called again
     */
    boolean purge(CleanupBacklog.Purge purge) throws IOException, InterruptedException;

    /** Drops what the broker keeps of the device's sessions, and ends one that there is. */
    void forget(DeviceId device) throws IOException;
}
