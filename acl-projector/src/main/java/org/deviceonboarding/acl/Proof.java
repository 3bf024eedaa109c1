package org.deviceonboarding.acl;

import java.io.IOException;
import java.util.Collection;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** Asks the broker itself what it enforces. */
interface Proof {
    /** Before a reload, so that what the broker says of it is heard. */
    void prepare() throws IOException, InterruptedException;

    /**
     * Waits until the release is in force, and looks from outside whether it is.
     *
     * @param before position of the policy that was in force before, or null
     * @throws IOException if the broker does not answer, or still has the files from before: nothing speaks against the
     *     release
     */
    Verdict of(Published published, @Nullable Long before) throws IOException, InterruptedException;

    /** Ends every session of these devices; says how many connections that closed. */
    int endSessions(Collection<DeviceId> devices) throws IOException, InterruptedException;

    /** Drops what the broker keeps for a device that is gone for good. */
    void forget(Collection<DeviceId> devices) throws IOException;
}
