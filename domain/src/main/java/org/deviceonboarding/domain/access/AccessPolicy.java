package org.deviceonboarding.domain.access;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TopicRule;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Which device may reach which topics. Immutable, so a renderer may keep one while the fold goes on.
 *
 * @param devices every device, by id
 * @param templates of the types that have one of their own
 */
public record AccessPolicy(PSortedMap<DeviceId, DeviceAccess> devices, PMap<String, AclTemplate> templates) {
    public static final AccessPolicy EMPTY = new AccessPolicy(TreePMap.empty(), HashTreePMap.empty());

    /** The fold: the policy after one more event. */
    public AccessPolicy after(OnboardingEvent event) {
        return switch (event) {
            case DeviceRegistered e -> change(e.deviceId(), access -> access.of(e.type()));
            case CertificateIssued e -> change(e.deviceId(), access -> access.with(e));
            case CertificateRevoked e -> change(e.deviceId(), access -> access.without(e.serial()));
            case DeviceSuspended e ->
                change(e.deviceId(), access -> access.with(access.status().suspended()));
            case DeviceResumed e ->
                change(e.deviceId(), access -> access.with(access.status().resumed()));
            case DeviceDecommissioned e -> change(e.deviceId(), access -> access.with(DeviceStatus.DECOMMISSIONED));
            case AclTemplateDefined e ->
                new AccessPolicy(devices, templates.plus(e.deviceType(), new AclTemplate(e.rules())));
            case CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceDetailsChanged _,
                    BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AuthorityEstablished _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> this;
        };
    }

    /** The same, but that these devices reach nothing for now. */
    public AccessPolicy withholding(Collection<DeviceId> ids) {
        AccessPolicy next = this;
        for (DeviceId id : ids) {
            next = next.change(id, access -> access.with(access.status().suspended()));
        }
        return next;
    }

    private AccessPolicy change(DeviceId id, UnaryOperator<DeviceAccess> change) {
        return with(change.apply(devices.getOrDefault(id, DeviceAccess.unknown(id))));
    }

    private AccessPolicy with(DeviceAccess access) {
        return new AccessPolicy(devices.plus(access.id(), access), templates);
    }

    public AclTemplate template(String type) {
        return templates.getOrDefault(type, AclTemplate.DEFAULT);
    }

    /** The device's rights in file order; empty when nothing is granted. */
    public List<TopicRule> rules(DeviceAccess access) {
        return access.granted() ? template(access.type()).forDevice(access.id()) : List.of();
    }

    /** The devices that may reach anything, by id. */
    public Collection<DeviceAccess> granted() {
        return devices.values().stream().filter(DeviceAccess::granted).toList();
    }
}
