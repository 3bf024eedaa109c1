package org.deviceonboarding.audit.inquiry.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.audit.inquiry.DefinedTemplates;
import org.deviceonboarding.audit.inquiry.Traces;
import org.deviceonboarding.audit.inquiry.fold.RightsChange;
import org.deviceonboarding.audit.inquiry.fold.Suspicion;
import org.deviceonboarding.audit.inquiry.fold.Traced;
import org.deviceonboarding.audit.required.KnownDevices;
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
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** What a suspect did that was not done to a device. */
@Component
class Deeds {
    /** More of them are counted only; the history lists them all. */
    static final int LISTED = 100;

    private static final Set<String> EVENTS = Set.of("AclTemplateDefined", "BrokerCertificateIssued", "CommandRefused");

    private final FilteredLog log;
    private final Traces traces;
    private final DefinedTemplates templates;
    private final KnownDevices devices;

    Deeds(FilteredLog log, Traces traces, DefinedTemplates templates, KnownDevices devices) {
        this.log = log;
        this.traces = traces;
        this.templates = templates;
        this.devices = devices;
    }

    /** The first {@value #LISTED} of each, oldest first. */
    record Listed(List<AclChange> aclChanges, List<BrokerCertificate> brokerCertificates) {}

    Listed read(Suspicion suspicion, long until, Toll toll) {
        Listed listed = new Listed(new ArrayList<>(), new ArrayList<>());
        StoredLog.Reader<RuntimeException> reader = entry -> {
            Traced<OnboardingEvent> traced = traces.of(entry);
            String by = suspicion.by(traced);
            if (by != null) {
                add(entry, traced, by, until, listed, toll);
            }
        };
        log.read(Trail.of(suspicion, EVENTS).until(until), Long.MAX_VALUE, reader);
        return listed;
    }

    private void add(LogEntry entry, Traced<OnboardingEvent> traced, String by, long until, Listed listed, Toll toll) {
        switch (traced.event()) {
            case AclTemplateDefined defined -> {
                toll.aclChange(entry.position());
                if (listed.aclChanges.size() < LISTED) {
                    listed.aclChanges.add(change(traced, by, defined, until));
                }
            }
            case BrokerCertificateIssued issued -> {
                toll.brokerCertificate();
                if (listed.brokerCertificates.size() < LISTED) {
                    listed.brokerCertificates.add(BrokerCertificate.of(issued, entry.position()));
                }
            }
            case CommandRefused refused -> toll.refusal(refused.command(), refused.code());
            case DeviceEvent _,
                    BrokerReceipt _,
                    BrokerKeysPresented _,
                    BrokerProofDisabled _,
                    BrokerRetired _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _ -> {} // no deed, or one that is told of elsewhere
        }
    }

    private AclChange change(Traced<?> traced, String by, AclTemplateDefined defined, long until) {
        AclTemplate before = templates
                .of(defined.deviceType(), traced.position() - 1)
                .map(earlier -> new AclTemplate(earlier.rules()))
                .orElse(AclTemplate.DEFAULT);
        AclTemplate after = new AclTemplate(defined.rules());
        return new AclChange(
                traced.position(),
                traced.at(),
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
