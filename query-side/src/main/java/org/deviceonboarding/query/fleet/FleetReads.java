package org.deviceonboarding.query.fleet;

import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.query.template.TemplateModels;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the fleet, for controllers and pages. Each read includes every change that was acknowledged before. */
@Component
public class FleetReads {
    private final DeviceModels models;
    private final DeviceViews views;
    private final TemplateModels templates;
    private final FleetCounts counts;
    private final FleetStatistics statistics;
    private final ReadBarrier barrier;
    private final InstantSource clock;

    FleetReads(
            DeviceModels models,
            DeviceViews views,
            TemplateModels templates,
            FleetCounts counts,
            FleetStatistics statistics,
            ReadBarrier barrier,
            InstantSource clock) {
        this.models = models;
        this.views = views;
        this.templates = templates;
        this.counts = counts;
        this.statistics = statistics;
        this.barrier = barrier;
        this.clock = clock;
    }

    /** A device view with its entity tag. */
    public record Tagged(DeviceView device, String tag) {}

    /** @throws Refused {@code not_found} */
    public Tagged device(DeviceId id, @Nullable Long minPosition) {
        barrier.await(minPosition, models, templates);
        DeviceModel found =
                models.find(id).orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no device " + id));
        DeviceView shown = views.of(List.of(found), minPosition).getFirst();
        return new Tagged(shown, DeviceEntityTag.of(found, shown));
    }

    /** @throws Refused {@code validation_error} if the cursor belongs to another list */
    public DevicePage page(DeviceParameters parameters, @Nullable Long minPosition) {
        DeviceQuery query = DeviceQuery.of(parameters);
        barrier.await(minPosition, models, templates);
        List<DeviceModel> found = models.list(query);
        boolean more = found.size() > query.limit();
        List<DeviceModel> shown = more ? found.subList(0, query.limit()) : found;
        return new DevicePage(views.of(shown, minPosition), more ? query.cursorAfter(shown.getLast()) : null);
    }

    /** The counts of the devices that match the filters now. */
    public FleetSummary summary(DeviceParameters parameters) {
        return counts.of(DeviceQuery.of(parameters), clock.instant());
    }

    /** All device types, for a choice on a page. */
    public List<String> types() {
        return statistics.types();
    }

    /** The position of the newest event in the read models, after they have reached the log's head. */
    public long position() {
        barrier.await(null, models);
        return models.position();
    }
}
