package org.deviceonboarding.audit.inquiry.whatif;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.audit.inquiry.DefinedTemplates;
import org.deviceonboarding.audit.inquiry.DeviceFolds;
import org.deviceonboarding.audit.inquiry.fold.AttributedEvent;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.projection.KnownDevices;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Folds the policy of brokers as of a position, limited to some devices of one type. It uses the brokers' own fold over the
 * histories of these devices and the templates. Patterns depend on all types and all their templates.
 */
@Component
class PolicyAsOf {
    private final KnownDevices devices;
    private final DeviceFolds folds;
    private final DefinedTemplates templates;

    PolicyAsOf(KnownDevices devices, DeviceFolds folds, DefinedTemplates templates) {
        this.devices = devices;
        this.folds = folds;
        this.templates = templates;
    }

    BrokerPolicy of(AclStrategy strategy, String type, List<DeviceId> page, long position) {
        BrokerPolicy policy = BrokerPolicy.empty(strategy);
        Set<String> types = new HashSet<>(Set.of(type));
        if (strategy == AclStrategy.PATTERN) {
            for (Recorded<DeviceEvent> first : folds.of(devices.firstOfEachType(), position, PolicyAsOf::first)
                    .values()) {
                policy = policy.after(first);
                types.add(((DeviceRegistered) first.event()).type());
            }
        }
        for (String known : types) {
            policy = templates
                    .of(known, position)
                    .map(defined -> new Recorded<>(position, Instant.EPOCH, defined))
                    .map(policy::after)
                    .orElse(policy);
        }
        Map<DeviceId, List<Recorded<DeviceEvent>>> all = folds.of(page, position, (before, event) -> {
            List<Recorded<DeviceEvent>> more = before == null ? new ArrayList<>() : before;
            more.add(event.recorded());
            return more;
        });
        for (List<Recorded<DeviceEvent>> history : new HashMap<>(all).values()) {
            for (Recorded<DeviceEvent> recorded : history) {
                policy = policy.after(recorded);
            }
        }
        return policy;
    }

    private static Recorded<DeviceEvent> first(
            @Nullable Recorded<DeviceEvent> before, AttributedEvent<DeviceEvent> event) {
        return before == null ? event.recorded() : before;
    }
}
