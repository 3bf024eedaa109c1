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
 * @param exceptions the devices that the file may name beside its patterns, so that it is written without a look at the others;
 *     none if there are no patterns, for then it may name any
 */
public record BrokerPolicy(
        AclStrategy strategy,
        AccessPolicy access,
        long position,
        Instant at,
        PSet<String> types,
        List<TemplateRule> common,
        PSet<DeviceId> exceptions) {

    /** The policy before the first event. */
    public static BrokerPolicy empty(AclStrategy strategy) {
        return of(strategy, AccessPolicy.EMPTY, 0, Instant.EPOCH, HashTreePSet.empty(), List.of());
    }

    /** A policy of the parts that decide what it says. */
    public static BrokerPolicy of(
            AclStrategy strategy,
            AccessPolicy access,
            long position,
            Instant at,
            PSet<String> types,
            List<TemplateRule> common) {
        BrokerPolicy policy = new BrokerPolicy(strategy, access, position, at, types, common, HashTreePSet.empty());
        return common.isEmpty() ? policy : policy.with(policy.findExceptions());
    }

    /** The fold: the policy after one more event. */
    public BrokerPolicy after(Recorded<? extends OnboardingEvent> recorded) {
        return after(recorded, access.after(recorded.event()));
    }

    /** @param changed the access after the event, so that two policies can share it */
    BrokerPolicy after(Recorded<? extends OnboardingEvent> recorded, AccessPolicy changed) {
        BrokerPolicy next = folded(recorded, changed);
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
        return ids.isEmpty() ? this : of(strategy, access.withholding(ids), position, at, types, common);
    }

    /** The devices that the file may name: all that it names, and perhaps others. */
    Collection<DeviceAccess> named() {
        return common.isEmpty()
                ? access.devices().values()
                : exceptions.stream().map(access.devices()::get).toList();
    }

    /** Whether the file has a block for the device. */
    boolean names(DeviceAccess device) {
        return device.granted()
                ? !beside(device).isEmpty()
                : strategy == AclStrategy.PATTERN && device.certifiedUntil().isAfter(at);
    }

    private BrokerPolicy folded(Recorded<? extends OnboardingEvent> recorded, AccessPolicy changed) {
        PSet<String> known = EventFilter.ofRegistrations(recorded.event())
                .filter(device -> !device.type().equals(Canary.TYPE))
                .map(device -> types.plus(device.type()))
                .orElse(types);
        if (EventFilter.ofTemplates(recorded).isPresent() || !known.equals(types)) {
            return of(strategy, changed, position, at, known, common(strategy, changed, known));
        }
        BrokerPolicy next = new BrokerPolicy(strategy, changed, position, at, types, common, exceptions);
        return common.isEmpty()
                ? next
                : EventFilter.ofDevices(recorded)
                        .map(device ->
                                next.with(next.exceptionsWith(device.event().deviceId())))
                        .orElse(next);
    }

    private BrokerPolicy actedUpon(Recorded<? extends OnboardingEvent> recorded) {
        return new BrokerPolicy(strategy, access, recorded.position(), recorded.at(), types, common, exceptions);
    }

    private BrokerPolicy with(PSet<DeviceId> named) {
        return new BrokerPolicy(strategy, access, position, at, types, common, named);
    }

    private PSet<DeviceId> findExceptions() {
        return HashTreePSet.from(access.devices().values().stream()
                .filter(this::isException)
                .map(DeviceAccess::id)
                .toList());
    }

    private PSet<DeviceId> exceptionsWith(DeviceId id) {
        DeviceAccess device = access.devices().get(id);
        return device != null && isException(device) ? exceptions.plus(id) : exceptions.minus(id);
    }

    // Whether a denial is over depends on the policy's time, which may even go back.
    private boolean isException(DeviceAccess device) {
        return !device.granted() || !beside(device).isEmpty();
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
        if (!names(device)) {
            return List.of();
        }
        return !device.granted()
                ? List.of(TopicRule.NOTHING)
                : beside(device).stream()
                        .map(rule -> rule.forDevice(device.id()))
                        .toList();
    }

    /** The rules of a device's type that the patterns do not give it. */
    private List<TemplateRule> beside(DeviceAccess device) {
        List<TemplateRule> rules = access.template(device.type()).rules();
        if (common.isEmpty()) {
            return rules;
        }
        // No type but the known ones had a say in the patterns, so a denial there may be of what this device is
        // granted: a
        // canary must reach its topic whatever operators deny. A grant by block is stronger.
        boolean patternsFit = types.contains(device.type()) || common.stream().noneMatch(BrokerPolicy::denies);
        return patternsFit
                ? rules.stream().filter(rule -> !common.contains(rule)).toList()
                : rules;
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
