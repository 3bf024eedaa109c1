package org.deviceonboarding.domain.acl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.access.AccessPolicy;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
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
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * The policy that a broker is to enforce, and its ACL file.
 *
 * @param position of the newest event a broker has to act upon: it changes the file, or the CRL, or ends a session.
 *     Others leave it, so that equal policies are equal files
 * @param at the time of that event
 * @param types of devices there ever were, those of the portal aside
 * @param common the rules that are patterns; none unless the strategy says so
 */
public record BrokerPolicy(
        AclStrategy strategy,
        AccessPolicy access,
        long position,
        Instant at,
        PSet<String> types,
        List<TemplateRule> common) {

    /** The policy before the first event. */
    public static BrokerPolicy empty(AclStrategy strategy) {
        return new BrokerPolicy(strategy, AccessPolicy.EMPTY, 0, Instant.EPOCH, HashTreePSet.empty(), List.of());
    }

    /** The fold: the policy after one more event. */
    public BrokerPolicy after(Recorded<? extends OnboardingEvent> recorded) {
        BrokerPolicy next = folded(recorded);
        boolean acts = switch (recorded.event()) {
            case CertificateRevoked _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    DeviceDecommissioned _,
                    AclTemplateDefined _ -> true;
            case DeviceRegistered e -> !says(next, e.deviceId());
            case CertificateIssued e -> !says(next, e.deviceId());
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
                    CommandRefused _ -> false;
        };
        return acts ? next.actedUpon(recorded) : next;
    }

    /** The same, but that these devices reach nothing for now. */
    public BrokerPolicy withholding(Collection<DeviceId> ids) {
        return ids.isEmpty() ? this : new BrokerPolicy(strategy, access.withholding(ids), position, at, types, common);
    }

    private BrokerPolicy folded(Recorded<? extends OnboardingEvent> recorded) {
        AccessPolicy after = access.after(recorded.event());
        PSet<String> known = EventFilter.ofRegistrations(recorded.event())
                .filter(device -> !device.type().equals(Canary.TYPE))
                .map(device -> types.plus(device.type()))
                .orElse(types);
        boolean mayDiffer = EventFilter.ofTemplates(recorded).isPresent() || !known.equals(types);
        return new BrokerPolicy(
                strategy, after, position, at, known, mayDiffer ? common(strategy, after, known) : common);
    }

    private BrokerPolicy actedUpon(Recorded<? extends OnboardingEvent> recorded) {
        return new BrokerPolicy(strategy, access, recorded.position(), recorded.at(), types, common);
    }

    /** Whether the file of another policy says the same, as far as an event of that device alone can change it. */
    private boolean says(BrokerPolicy other, DeviceId id) {
        return common.equals(other.common) && lines(id).equals(other.lines(id));
    }

    private List<TopicRule> lines(DeviceId id) {
        DeviceAccess device = access.devices().get(id);
        return device == null ? List.of() : lines(device);
    }

    /** What the file says of the device beyond the patterns, in file order. */
    List<TopicRule> lines(DeviceAccess device) {
        if (!device.granted()) {
            return strategy == AclStrategy.PATTERN && device.certifiedUntil().isAfter(at)
                    ? List.of(TopicRule.NOTHING)
                    : List.of();
        }
        // No type but the known ones had a say in the patterns, so a denial there may be of what this device is
        // granted:
        // a canary must reach its topic whatever operators deny. A grant by block is stronger.
        boolean patternsFit = types.contains(device.type()) || common.stream().noneMatch(BrokerPolicy::denies);
        return access.template(device.type()).rules().stream()
                .filter(rule -> !patternsFit || !common.contains(rule))
                .map(rule -> rule.forDevice(device.id()))
                .toList();
    }

    private static boolean denies(TemplateRule rule) {
        return rule.access() == TopicAccess.DENY;
    }

    // A denial by pattern yields to a grant by block, so denials are patterns only if there are no such grants.
    private static List<TemplateRule> common(AclStrategy strategy, AccessPolicy access, Set<String> types) {
        if (strategy == AclStrategy.EXPLICIT || types.isEmpty()) {
            return List.of();
        }
        List<List<TemplateRule>> templates = types.stream()
                .sorted()
                .map(type -> access.template(type).rules())
                .distinct()
                .toList();
        List<TemplateRule> shared = new ArrayList<>(templates.getFirst());
        templates.forEach(shared::retainAll);
        boolean grantsBeside =
                templates.stream().flatMap(List::stream).anyMatch(rule -> !denies(rule) && !shared.contains(rule));
        return shared.stream().filter(rule -> !denies(rule) || !grantsBeside).toList();
    }
}
