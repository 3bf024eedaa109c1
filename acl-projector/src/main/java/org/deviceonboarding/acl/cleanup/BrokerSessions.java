package org.deviceonboarding.acl.cleanup;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.domain.device.DeviceId;

/** Ends the sessions, and removes the messages, that a broker keeps for devices. */
public interface BrokerSessions {
    /** Ends every session of these devices. Returns the devices whose connections were closed. */
    Set<DeviceId> endSessions(Collection<DeviceId> devices) throws IOException, InterruptedException;

    /**
     * Removes the messages that the broker holds for a device without access.
     *
     * @return whether it was seen to hold none; if not, it has to be called again
     */
    boolean purge(CleanupBacklog.Purge purge) throws IOException, InterruptedException;

    /** Makes the broker drop the device's session, after it has ended it if necessary. */
    void forget(DeviceId device) throws IOException;
}
