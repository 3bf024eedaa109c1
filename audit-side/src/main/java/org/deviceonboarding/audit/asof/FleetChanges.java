package org.deviceonboarding.audit.asof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.log.read.AggregateLog;
import org.deviceonboarding.log.read.LogFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the devices that differ between two positions. Only devices with events in between can differ, so the cost of a page does
 * not depend on the size of the fleet.
 */
@Component
class FleetChanges {
    private static final int AT_ONCE = 200;

    /** All events of devices except those about the custody of bundles, which no view of a device shows. */
    private static final LogFilter VISIBLE = LogFilter.ALL.types(Stream.of(DeviceEvent.class.getPermittedSubclasses())
            .filter(kind -> !Set.of(CredentialsPackaged.class, CredentialsDownloaded.class, CredentialsExpired.class)
                    .contains(kind))
            .map(Class::getSimpleName)
            .toList());

    private final AggregateLog log;
    private final DevicesAsOf devices;
    private final TemplatesAsOf templates;

    FleetChanges(AggregateLog log, DevicesAsOf devices, TemplatesAsOf templates) {
        this.log = log;
        this.devices = devices;
        this.templates = templates;
    }

    /** The devices that differ, by id. The list has one device more than the limit if there is another page. */
    List<FleetChange> between(long then, long now, @Nullable DeviceId after, int limit) {
        List<FleetChange> changes = new ArrayList<>();
        String reached = after == null ? "" : after.value();
        LogFilter touched = VISIBLE.after(then).until(now);
        List<String> page;
        do {
            page = log.ids(touched, reached, AT_ONCE);
            changes.addAll(changed(page, then, now));
            reached = page.isEmpty() ? reached : page.getLast();
        } while (page.size() == AT_ONCE && changes.size() <= limit);
        return changes.size() > limit ? changes.subList(0, limit + 1) : changes;
    }

    private List<FleetChange> changed(List<String> ids, long then, long now) {
        Map<String, DeviceModel> before = devices.of(ids, then);
        Map<String, DeviceModel> after = devices.of(ids, now);
        Set<String> types = Stream.concat(before.values().stream(), after.values().stream())
                .map(device -> device.details().type())
                .collect(Collectors.toSet());
        Map<String, AclTemplate> rulesThen = templates.of(types, then);
        Map<String, AclTemplate> rulesNow = templates.of(types, now);
        return after.values().stream()
                .filter(device -> !device.details().type().equals(Canary.TYPE))
                .map(device -> new FleetChange(
                        device.id(),
                        device.details().name(),
                        view(before.get(device.id().value()), rulesThen),
                        DeviceView.of(device, template(device, rulesNow))))
                .filter(FleetChange::visible)
                .toList();
    }

    private static @Nullable DeviceView view(@Nullable DeviceModel device, Map<String, AclTemplate> rules) {
        return device == null ? null : DeviceView.of(device, template(device, rules));
    }

    private static AclTemplate template(DeviceModel device, Map<String, AclTemplate> rules) {
        return rules.getOrDefault(device.details().type(), AclTemplate.DEFAULT);
    }
}
