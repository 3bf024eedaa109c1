package org.deviceonboarding.audit.asof;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.logformat.EventJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The fleet as it was. Reads the log alone, so it is never behind. */
@RestController
class FleetController {
    private static final JsonMapper LINES = EventJson.mapper();

    private final MomentResolver moments;
    private final DeviceHistories devices;
    private final TemplatesAsOf templates;

    FleetController(MomentResolver moments, DeviceHistories devices, TemplatesAsOf templates) {
        this.moments = moments;
        this.devices = devices;
        this.templates = templates;
    }

    /** By the page, as operators see devices: without canaries. */
    @Operation(operationId = "getFleetAsOf", summary = "The fleet at a moment", tags = "Audit")
    @GetMapping("/audit/state/devices")
    ResponseEntity<Page> page(FleetParameters parameters) throws IOException {
        FleetQuery query = parameters.query(moments);
        long position = moments.position(query.moment());
        List<DeviceModel> found = new ArrayList<>();
        devices.read(position, query.device(), query.after(), device -> {
            if (!device.details().type().equals(Canary.TYPE)) {
                found.add(device);
            }
            return found.size() <= query.limit();
        });
        boolean more = found.size() > query.limit();
        List<DeviceModel> shown = more ? found.subList(0, query.limit()) : found;
        return ResponseEntity.ok()
                .header("X-Log-Position", Long.toString(position))
                .body(new Page(
                        position,
                        views(shown, position),
                        more ? new FleetCursor(position, shown.getLast().id()).encode() : null));
    }

    /** All there were, a line for each, as the fold has them: what can be compared with a replay elsewhere. */
    @Operation(operationId = "getFleetAsOf", summary = "The fleet at a moment", tags = "Audit")
    @GetMapping(path = "/audit/state/devices", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void lines(FleetParameters.Export parameters, HttpServletResponse response) throws IOException {
        long position = moments.position(moments.asked(parameters));
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setHeader("X-Log-Position", Long.toString(position));
        // Closed by the container, and only if all went well: what breaks off must not look whole.
        OutputStream out = response.getOutputStream();
        devices.read(position, parameters.deviceId(), null, device -> {
            out.write(LINES.writeValueAsBytes(device));
            out.write('\n');
            return true;
        });
    }

    private List<DeviceView> views(List<DeviceModel> shown, long position) {
        Map<String, AclTemplate> rules = templates.of(
                shown.stream().map(device -> device.details().type()).collect(Collectors.toSet()), position);
        return shown.stream()
                .map(device -> DeviceView.of(
                        device, rules.getOrDefault(device.details().type(), AclTemplate.DEFAULT)))
                .toList();
    }

    /**
     * @param position up to which the log was read
     * @param nextCursor asks for the next page; null on the last one
     */
    record Page(
            long position, List<DeviceView> items, @Nullable String nextCursor) {}
}
