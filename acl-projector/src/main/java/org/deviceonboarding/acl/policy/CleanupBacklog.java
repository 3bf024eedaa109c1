package org.deviceonboarding.acl.policy;

import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.domain.access.AccessPolicy;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
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
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The work at the broker that changes none of its files. Sessions with expired certificates have to end, because TLS refuses
 * them only at the next connection. Messages of devices that lost access for good have to be purged.
 *
 * @param expired the devices whose sessions have to end because a certificate has expired, by the position of that event
 * @param purges the messages that have to be purged, by the position of the loss of access
 * @param wishes what the template of a type says about messages, if it does
 */
public record CleanupBacklog(
        PSortedMap<Long, DeviceId> expired, PSortedMap<Long, Purge> purges, PMap<String, MessagesAfterLoss> wishes) {
    public static final CleanupBacklog NONE =
            new CleanupBacklog(TreePMap.empty(), TreePMap.empty(), HashTreePMap.empty());

    /**
     * One device's messages.
     *
     * @param filters the device's own topics
     */
    public record Purge(DeviceId device, List<String> filters) {}

    /**
     * The fold: the backlog after one more event.
     *
     * @param access the access policy after the event
     */
    CleanupBacklog after(Recorded<? extends OnboardingEvent> recorded, AccessPolicy access, BrokerId broker) {
        return switch (recorded.event()) {
            case CertificateExpired e ->
                new CleanupBacklog(expired.plus(recorded.position(), e.deviceId()), purges, wishes);
            case CertificateRevoked e ->
                lost(recorded.position(), e.deviceId(), access, e.reason() == RevocationReason.KEY_COMPROMISE);
            case DeviceDecommissioned e -> lost(recorded.position(), e.deviceId(), access, true);
            case AclTemplateDefined e ->
                new CleanupBacklog(expired, purges, wished(e.deviceType(), e.messagesAfterLoss()));
            case BrokerPolicyEnforced e -> e.brokerId().equals(broker) ? covered(e) : this;
            case DeviceRegistered _,
                    CertificateIssued _,
                    CertificateExpiring _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceDetailsChanged _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    BrokerPolicyRejected _,
                    BrokerKeysPresented _,
                    BrokerCertificateIssued _,
                    BrokerProofDisabled _,
                    BrokerRetired _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> this;
        };
    }

    /** The backlog after a receipt. A receipt of revision 1 comes from a version of the portal without clean-up. */
    private CleanupBacklog covered(BrokerPolicyEnforced receipt) {
        return new CleanupBacklog(
                beyond(expired, receipt.expiredThrough() == null ? -1 : receipt.expiredThrough()),
                beyond(purges, receipt.purgedThrough() == null ? receipt.position() : receipt.purgedThrough()),
                wishes);
    }

    /** The backlog for a broker that is not proven, so that no receipts will come. */
    CleanupBacklog unproven() {
        return new CleanupBacklog(TreePMap.empty(), TreePMap.empty(), wishes);
    }

    /** The entries after that position. */
    public static <T> PSortedMap<Long, T> beyond(PSortedMap<Long, T> all, long position) {
        return all.tailMap(position + 1);
    }

    private CleanupBacklog lost(long position, DeviceId id, AccessPolicy access, boolean byDefault) {
        DeviceAccess device = access.devices().get(id);
        return device != null && isLost(device.status()) && purges(device.type(), byDefault)
                ? new CleanupBacklog(
                        expired,
                        purges.plus(position, new Purge(id, ownTopics(id, access.template(device.type())))),
                        wishes)
                : this;
    }

    private static boolean isLost(DeviceStatus status) {
        return switch (status) {
            case ACTIVE, SUSPENDED -> false;
            case REVOKED, DECOMMISSIONED -> true;
        };
    }

    private boolean purges(String type, boolean byDefault) {
        MessagesAfterLoss wish = wishes.get(type);
        return wish == null ? byDefault : wish == MessagesAfterLoss.PURGE;
    }

    // Nobody but the device is granted anything below its own level, whatever its template was when a message was sent.
    private static List<String> ownTopics(DeviceId id, AclTemplate template) {
        return Stream.concat(AclTemplate.DEFAULT.rules().stream(), template.rules().stream())
                .filter(rule -> rule.access() != TopicAccess.DENY)
                .filter(rule -> rule.topic().contains(TemplateRule.PLACEHOLDER))
                .map(rule -> rule.forDevice(id))
                .map(TopicRule::filter)
                .distinct()
                .toList();
    }

    private PMap<String, MessagesAfterLoss> wished(String type, @Nullable MessagesAfterLoss wish) {
        return wish == null ? wishes.minus(type) : wishes.plus(type, wish);
    }
}
