package org.deviceonboarding.query.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.broker.Enforcement;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.fleet.Withdrawal;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.query.broker.Enforcements;
import org.deviceonboarding.query.template.TemplateModel;
import org.deviceonboarding.query.template.TemplateModels;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes views of devices: it adds the topics from their types' templates and the receipts of brokers, page by page. */
@Component
class DeviceViews {
    private final TemplateModels templates;
    private final Enforcements enforcements;
    private final ReadBarrier barrier;

    DeviceViews(TemplateModels templates, Enforcements enforcements, ReadBarrier barrier) {
        this.templates = templates;
        this.enforcements = enforcements;
        this.barrier = barrier;
    }

    /** @param minPosition the position that the caller wants to see, or null for the log's head */
    List<DeviceView> of(Collection<DeviceModel> devices, @Nullable Long minPosition) {
        Map<String, TemplateModel> rules = templates.of(devices.stream()
                .filter(DeviceView::reachesTopics)
                .map(device -> device.details().type())
                .collect(Collectors.toSet()));
        Map<Long, List<Enforcement>> enforced = enforced(devices, minPosition);
        return devices.stream()
                .map(device -> DeviceView.of(device, topics(device, rules), enforcement(device, enforced)))
                .toList();
    }

    // Devices that nothing was taken from, which are nearly all, need not wait for receipts.
    private Map<Long, List<Enforcement>> enforced(Collection<DeviceModel> devices, @Nullable Long minPosition) {
        List<Long> positions = devices.stream()
                .map(DeviceModel::withdrawn)
                .filter(Objects::nonNull)
                .map(Withdrawal::position)
                .toList();
        if (!positions.isEmpty()) {
            barrier.await(minPosition, enforcements.projection());
        }
        return enforcements.of(positions);
    }

    private static List<String> topics(DeviceModel device, Map<String, TemplateModel> rules) {
        TemplateModel template = rules.get(device.details().type());
        return template == null ? List.of() : DeviceView.topics(device, template.template());
    }

    private static List<Enforcement> enforcement(DeviceModel device, Map<Long, List<Enforcement>> enforced) {
        return device.withdrawn() == null
                ? List.of()
                : enforced.getOrDefault(device.withdrawn().position(), List.of());
    }
}
