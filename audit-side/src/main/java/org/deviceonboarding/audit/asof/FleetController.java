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

/** Serves the fleet as of a moment. It reads only the log, so it is never behind. */
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

    /** One page of devices, without canaries, as operators see them. */
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

    /** All devices, canaries too, one per line, as the fold has them. The lines can be compared with a replay elsewhere. */
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
     * @param position the position up to which the log was read
     * @param nextCursor asks for the next page; null on the last one
     */
    record Page(
            long position, List<DeviceView> items, @Nullable String nextCursor) {}
}
