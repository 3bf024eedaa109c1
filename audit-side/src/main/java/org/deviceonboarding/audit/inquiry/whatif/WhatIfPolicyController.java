package org.deviceonboarding.audit.inquiry.whatif;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.audit.inquiry.FleetHistory;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.CertificatePolicy;
import org.deviceonboarding.audit.inquiry.fold.DeviceLifecycle;
import org.deviceonboarding.audit.inquiry.fold.PolicyFault;
import org.deviceonboarding.audit.inquiry.fold.PolicyTally;
import org.deviceonboarding.log.projection.KnownDevices;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Applies a proposed policy to the history and to the fleet. */
@RestController
class WhatIfPolicyController {
    private final FleetHistory fleet;
    private final KnownDevices devices;
    private final StoredLog log;
    private final ReadBarrier barrier;
    private final InstantSource clock;

    WhatIfPolicyController(
            FleetHistory fleet, KnownDevices devices, StoredLog log, ReadBarrier barrier, InstantSource clock) {
        this.fleet = fleet;
        this.devices = devices;
        this.log = log;
        this.barrier = barrier;
        this.clock = clock;
    }

    @Operation(
            operationId = "tryCertificatePolicy",
            summary = "What another certificate policy would have meant",
            tags = "Audit")
    @PostMapping("/audit/what-if/policy")
    PolicyOutcome policy(@RequestBody WhatIfPolicy proposal, PolicyParameters parameters) {
        CertificatePolicy policy = proposal.policy();
        long head = log.head();
        Instant now = clock.instant();
        PolicyQuery query = parameters.query(head, now);
        InquiryCursor cursor = query.cursor();
        barrier.await(head, devices);
        return cursor == null ? first(policy, query, head, now) : further(policy, query, cursor);
    }

    /** The first page, with counts over all devices. */
    private PolicyOutcome first(CertificatePolicy policy, PolicyQuery query, long position, Instant asOf) {
        PolicyTally tally = new PolicyTally(policy, query.window(), asOf);
        List<PolicyOutcome.NonCompliantDevice> found = new ArrayList<>();
        fleet.<DeviceLifecycle>read(
                null, "", position, (b, traced) -> DeviceLifecycle.after(b, traced.recorded()), (_, life) -> {
                    tally.add(life);
                    if (found.size() <= query.limit()) {
                        add(life, policy, asOf, found);
                    }
                    return true;
                });
        return outcome(
                policy,
                query,
                position,
                asOf,
                found,
                PolicyOutcome.History.of(tally),
                PolicyOutcome.FleetImpact.of(tally, policy));
    }

    private PolicyOutcome further(CertificatePolicy policy, PolicyQuery query, InquiryCursor cursor) {
        List<PolicyOutcome.NonCompliantDevice> found = new ArrayList<>();
        fleet.<DeviceLifecycle>read(
                null,
                cursor.key(),
                cursor.position(),
                (before, traced) -> DeviceLifecycle.after(before, traced.recorded()),
                (_, life) -> {
                    add(life, policy, cursor.asOf(), found);
                    return found.size() <= query.limit();
                });
        return outcome(policy, query, cursor.position(), cursor.asOf(), found, null, null);
    }

    private static void add(
            DeviceLifecycle life,
            CertificatePolicy policy,
            Instant asOf,
            List<PolicyOutcome.NonCompliantDevice> found) {
        Set<PolicyFault> faults = policy.faults(life, asOf);
        if (!faults.isEmpty()) {
            found.add(PolicyOutcome.NonCompliantDevice.of(life, faults, policy, asOf));
        }
    }

    private static PolicyOutcome outcome(
            CertificatePolicy policy,
            PolicyQuery query,
            long position,
            Instant asOf,
            List<PolicyOutcome.NonCompliantDevice> found,
            PolicyOutcome.@Nullable History history,
            PolicyOutcome.@Nullable FleetImpact fleet) {
        boolean more = found.size() > query.limit();
        List<PolicyOutcome.NonCompliantDevice> shown = more ? found.subList(0, query.limit()) : found;
        return new PolicyOutcome(
                policy,
                position,
                asOf,
                query.window().from(),
                query.window().to(),
                history,
                fleet,
                shown,
                more
                        ? new InquiryCursor(
                                        position,
                                        asOf,
                                        shown.getLast().deviceId().value())
                                .encode()
                        : null);
    }
}
