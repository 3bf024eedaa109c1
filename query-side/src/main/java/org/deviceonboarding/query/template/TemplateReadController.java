package org.deviceonboarding.query.template;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the templates of device types. */
@RestController
class TemplateReadController {
    private final TemplateModels templates;
    private final ReadBarrier barrier;

    TemplateReadController(TemplateModels templates, ReadBarrier barrier) {
        this.templates = templates;
        this.barrier = barrier;
    }

    @Operation(
            operationId = "listAclTemplates",
            summary = "Types of devices that have a template of their own",
            tags = "Brokers")
    @GetMapping("/acl-templates")
    Page templates(
            PageParameters parameters, @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        PageRequest request = parameters.request(DeviceType::matches);
        barrier.await(position, templates);
        List<TemplateModel> found = templates.list(request);
        boolean more = found.size() > request.limit();
        List<TemplateModel> shown = more ? found.subList(0, request.limit()) : found;
        return new Page(shown, more ? PageRequest.cursor(shown.getLast().type()) : null);
    }

    @Operation(operationId = "getAclTemplate", summary = "What the devices of a type may reach", tags = "Brokers")
    @GetMapping("/acl-templates/{type}")
    TemplateModel template(
            @PathVariable DeviceType type,
            @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        barrier.await(position, templates);
        return templates.of(type.value());
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<TemplateModel> items, @Nullable String nextCursor) {}
}
