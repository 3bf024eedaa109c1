package org.deviceonboarding.query.template.preview;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fleet.DeviceName;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateProposal;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.query.fleet.DeviceModels;
import org.deviceonboarding.query.template.TemplateModel;
import org.deviceonboarding.query.template.TemplateModels;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the changes that a template would make, without making them. */
@RestController
class PreviewController {
    private final TemplateModels templates;
    private final DeviceModels devices;
    private final ReadBarrier barrier;

    PreviewController(TemplateModels templates, DeviceModels devices, ReadBarrier barrier) {
        this.templates = templates;
        this.devices = devices;
        this.barrier = barrier;
    }

    @Operation(
            operationId = "previewAclTemplate",
            summary = "What a template would change in the ACL",
            tags = "Brokers")
    @PostMapping("/acl-templates/{type}/preview")
    TemplatePreview preview(
            @PathVariable DeviceType type,
            @RequestBody TemplateProposal proposal,
            PageParameters parameters,
            @RequestParam(name = "min_position", required = false) @Nullable Long position) {
        AclTemplate then = proposal.template();
        PageRequest request = parameters.request(PreviewController::isDeviceId);
        barrier.await(position, templates, devices);
        TemplateModel now = templates.of(type.value());
        List<DeviceName> found = devices.active(type.value(), request);
        boolean more = found.size() > request.limit();
        List<DeviceName> shown = more ? found.subList(0, request.limit()) : found;
        return new TemplatePreview(
                type.value(),
                now.version(),
                devices.active(type.value()),
                then.without(now.template()),
                now.template().without(then),
                now.messagesAfterLoss(),
                proposal.messages(),
                shown,
                more ? PageRequest.cursor(shown.getLast().deviceId().value()) : null,
                AclDiff.between(shown.stream().map(DeviceName::deviceId).toList(), now.template(), then));
    }

    private static boolean isDeviceId(String text) {
        try {
            new DeviceId(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
