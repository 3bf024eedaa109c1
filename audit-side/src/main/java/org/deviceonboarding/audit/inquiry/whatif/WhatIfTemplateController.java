package org.deviceonboarding.audit.inquiry.whatif;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.audit.inquiry.DefinedTemplates;
import org.deviceonboarding.audit.inquiry.FleetHistory;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.RightsChange;
import org.deviceonboarding.domain.acl.AclComparison;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceName;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.log.projection.KnownDevices;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Applies a proposed template to the fleet as of a moment. */
@RestController
class WhatIfTemplateController {
    private final FleetHistory fleet;
    private final DefinedTemplates templates;
    private final PolicyAsOf policies;
    private final KnownDevices devices;
    private final AclComparison acls;
    private final StoredLog log;
    private final ReadBarrier barrier;

    WhatIfTemplateController(
            FleetHistory fleet,
            DefinedTemplates templates,
            PolicyAsOf policies,
            KnownDevices devices,
            AclComparison acls,
            StoredLog log,
            ReadBarrier barrier) {
        this.fleet = fleet;
        this.templates = templates;
        this.policies = policies;
        this.devices = devices;
        this.acls = acls;
        this.log = log;
        this.barrier = barrier;
    }

    @Operation(operationId = "tryAclTemplate", summary = "What another template would give and take", tags = "Audit")
    @PostMapping("/audit/what-if/acl-template")
    TemplateOutcome template(@RequestBody WhatIfTemplate proposal, TemplateParameters parameters) {
        WhatIfTemplate.Checked checked = proposal.checked();
        long head = log.head();
        TemplateQuery query = parameters.query(head);
        barrier.await(head, devices);
        InquiryCursor cursor = query.cursor();
        long position = cursor == null ? position(query, head) : cursor.position();
        Page page = page(checked.type().value(), query, position, cursor == null ? "" : cursor.key());
        return outcome(checked, page, position, query.limit(), cursor == null ? page.count() : null);
    }

    private long position(TemplateQuery query, long head) {
        if (query.at() != null) {
            return Math.min(log.positionAt(query.at()), head);
        }
        return query.position() == null ? head : query.position();
    }

    /** @param found the devices of the page, and one more if there is another page */
    private record Page(List<DeviceName> found, long count) {}

    /** Reads one page. The first page also counts all devices. */
    private Page page(String type, TemplateQuery query, long position, String after) {
        List<DeviceName> found = new ArrayList<>();
        long[] count = {0};
        fleet.<DeviceModel>read(
                type,
                after,
                position,
                (before, traced) -> DeviceModel.after(before, traced.recorded()),
                (id, model) -> {
                    if (model.status() == DeviceStatus.ACTIVE) {
                        count[0]++;
                        if (found.size() <= query.limit()) {
                            found.add(new DeviceName(id, model.details().name()));
                        }
                    }
                    return query.cursor() == null || found.size() <= query.limit();
                });
        return new Page(found, count[0]);
    }

    private TemplateOutcome outcome(
            WhatIfTemplate.Checked checked, Page page, long position, int limit, @Nullable Long count) {
        String type = checked.type().value();
        Optional<AclTemplateDefined> defined = templates.of(type, position);
        AclTemplate now = defined.map(event -> new AclTemplate(event.rules())).orElse(AclTemplate.DEFAULT);
        AclTemplate then = checked.template();
        RightsChange rights = RightsChange.between(now, then);
        long version = defined.map(AclTemplateDefined::version).orElse(0L);
        boolean more = page.found().size() > limit;
        List<DeviceName> shown = more ? page.found().subList(0, limit) : page.found();
        BrokerPolicy before = policies.of(
                checked.strategy(),
                type,
                shown.stream().map(DeviceName::deviceId).toList(),
                position);
        BrokerPolicy after = before.after(
                new Recorded<>(position, before.at(), new AclTemplateDefined(type, version + 1, then.rules(), null)));
        return new TemplateOutcome(
                type,
                checked.strategy(),
                position,
                version,
                count == null ? null : rights.none() ? Long.valueOf(0) : count,
                then.without(now),
                now.without(then),
                rights,
                shown,
                more
                        ? new InquiryCursor(
                                        position,
                                        Instant.EPOCH,
                                        shown.getLast().deviceId().value())
                                .encode()
                        : null,
                acls.diff(AclFile.of(before), AclFile.of(after)));
    }
}
