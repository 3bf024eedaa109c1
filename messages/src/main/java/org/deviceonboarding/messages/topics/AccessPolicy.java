package org.deviceonboarding.messages.topics;

import java.util.Collection;
import java.util.function.UnaryOperator;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.event.BrokerCertificateIssued;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.CredentialsDownloaded;
import org.deviceonboarding.messages.event.CredentialsExpired;
import org.deviceonboarding.messages.event.CredentialsPackaged;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.deviceonboarding.messages.event.DeviceRegistered;
import org.deviceonboarding.messages.event.DeviceResumed;
import org.deviceonboarding.messages.event.DeviceSuspended;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Who may reach what, at one position of the log. Immutable, so a renderer may keep one while the fold goes on.
 *
 * @param position of the newest event that changed a grant; events that change none leave it, so that equal policies
 *     are equal files
 * @param devices every device that ever held a certificate, by id
 */
public record AccessPolicy(long position, PSortedMap<DeviceId, DeviceAccess> devices) {
    public static final AccessPolicy EMPTY = new AccessPolicy(0, TreePMap.empty());

    /** The fold: the policy after one more event. */
    public AccessPolicy after(Recorded<? extends OnboardingEvent> recorded) {
        return switch (recorded.event()) {
            case CertificateIssued e -> change(recorded.position(), e.deviceId(), access -> access.with(e.serial()));
            case CertificateRevoked e ->
                change(recorded.position(), e.deviceId(), access -> access.without(e.serial()));
            case DeviceSuspended e -> change(recorded.position(), e.deviceId(), DeviceAccess::suspended);
            case DeviceResumed e -> change(recorded.position(), e.deviceId(), DeviceAccess::resumed);
            case DeviceDecommissioned e -> change(recorded.position(), e.deviceId(), DeviceAccess::decommissioned);
            case DeviceRegistered _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    BrokerCertificateIssued _ -> this;
        };
    }

    private AccessPolicy change(long at, DeviceId id, UnaryOperator<DeviceAccess> change) {
        DeviceAccess before = devices.getOrDefault(id, DeviceAccess.none(id));
        DeviceAccess after = change.apply(before);
        long changed = before.rules().equals(after.rules()) ? position : at;
        return new AccessPolicy(changed, devices.plus(id, after));
    }

    /** The devices that may reach anything, by id. */
    public Collection<DeviceAccess> granted() {
        return devices.values().stream().filter(DeviceAccess::granted).toList();
    }
}
