package org.deviceonboarding.audit.inquiry.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.audit.inquiry.AttributedEvents;
import org.deviceonboarding.audit.inquiry.DefinedTemplates;
import org.deviceonboarding.audit.inquiry.fold.AttributedEvent;
import org.deviceonboarding.audit.inquiry.fold.RightsChange;
import org.deviceonboarding.audit.inquiry.fold.SuspectedCompromise;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerReceipt;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.projection.KnownDevices;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** Lists the actions of a suspect that concern no device: templates, broker certificates, refused commands. */
@Component
class SuspectActions {
    /** The number of actions of each kind that are listed; the others are only counted. */
    static final int LISTED = 100;

    private static final Set<String> EVENTS = Set.of("AclTemplateDefined", "BrokerCertificateIssued", "CommandRefused");

    private final FilteredLog log;
    private final AttributedEvents events;
    private final DefinedTemplates templates;
    private final KnownDevices devices;

    SuspectActions(FilteredLog log, AttributedEvents events, DefinedTemplates templates, KnownDevices devices) {
        this.log = log;
        this.events = events;
        this.templates = templates;
        this.devices = devices;
    }

    /** The first {@value #LISTED} actions of each kind, oldest first. */
    record FirstActions(List<AclChange> aclChanges, List<BrokerCertificate> brokerCertificates) {}

    FirstActions read(SuspectedCompromise compromise, long until, BlastRadiusCounts counts) {
        FirstActions first = new FirstActions(new ArrayList<>(), new ArrayList<>());
        StoredLog.Reader<RuntimeException> reader = entry -> {
            AttributedEvent<OnboardingEvent> event = events.of(entry);
            String by = compromise.by(event);
            if (by != null) {
                add(entry, event, by, until, first, counts);
            }
        };
        log.read(SuspectFilter.of(compromise, EVENTS).until(until), Long.MAX_VALUE, reader);
        return first;
    }

    private void add(
            LogEntry entry,
            AttributedEvent<OnboardingEvent> event,
            String by,
            long until,
            FirstActions first,
            BlastRadiusCounts counts) {
        switch (event.event()) {
            case AclTemplateDefined defined -> {
                counts.aclChange(entry.position());
                if (first.aclChanges.size() < LISTED) {
                    first.aclChanges.add(change(event, by, defined, until));
                }
            }
            case BrokerCertificateIssued issued -> {
                counts.brokerCertificate();
                if (first.brokerCertificates.size() < LISTED) {
                    first.brokerCertificates.add(BrokerCertificate.of(issued, entry.position()));
                }
            }
            case CommandRefused refused -> counts.refusal(refused.command(), refused.code());
            case DeviceEvent _,
                    BrokerReceipt _,
                    BrokerKeysPresented _,
                    BrokerProofDisabled _,
                    BrokerRetired _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _ -> {} // no action of this kind, or listed elsewhere
        }
    }

    private AclChange change(AttributedEvent<?> event, String by, AclTemplateDefined defined, long until) {
        AclTemplate before = templates
                .of(defined.deviceType(), event.position() - 1)
                .map(earlier -> new AclTemplate(earlier.rules()))
                .orElse(AclTemplate.DEFAULT);
        AclTemplate after = new AclTemplate(defined.rules());
        return new AclChange(
                event.position(),
                event.at(),
                defined.deviceType(),
                defined.version(),
                by,
                defined.comment(),
                templates.of(defined.deviceType(), until).equals(Optional.of(defined)),
                after.without(before),
                before.without(after),
                RightsChange.between(before, after),
                devices.active(defined.deviceType()));
    }
}
