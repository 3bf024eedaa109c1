package org.deviceonboarding.query.fleet;

import java.util.List;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.fleet.DeviceModel;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.deviceonboarding.query.consistency.ReadBarrier;
import org.deviceonboarding.query.template.Templates;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads of the fleet; each sees at least what was acknowledged before it was asked. */
@RestController
class DeviceController {
    private final DeviceModels models;
    private final DeviceViews views;
    private final Templates templates;
    private final ReadBarrier barrier;

    DeviceController(DeviceModels models, DeviceViews views, Templates templates, ReadBarrier barrier) {
        this.models = models;
        this.views = views;
        this.templates = templates;
        this.barrier = barrier;
    }

    @GetMapping("/device/{id}")
    DeviceView device(
            @PathVariable DeviceId id, @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        barrier.await(position, models, templates);
        DeviceModel found =
                models.find(id).orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no device " + id));
        return views.of(List.of(found), position).getFirst();
    }

    @GetMapping("/devices")
    Page devices(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        DeviceQuery query = DeviceQueryParser.parse(parameters);
        barrier.await(position, models, templates);
        List<DeviceModel> found = models.list(query);
        boolean more = found.size() > query.limit();
        List<DeviceModel> shown = more ? found.subList(0, query.limit()) : found;
        return new Page(
                views.of(shown, position), more ? query.after(shown.getLast()).encode() : null);
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<DeviceView> items, @Nullable String nextCursor) {}
}
