package org.deviceonboarding.audit.history;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Serves the events of the log, as a page or as an export. It reads only the log, so it is never behind. */
@RestController
class AuditController {
    private final EventLog log;
    private final ReadBarrier barrier;

    AuditController(EventLog log, ReadBarrier barrier) {
        this.log = log;
        this.barrier = barrier;
    }

    @Operation(operationId = "getDeviceHistory", summary = "What happened to a device, oldest first", tags = "Devices")
    @GetMapping("/device/{id}/history")
    EventPage history(
            @PathVariable DeviceId id,
            HistoryParameters parameters,
            @RequestParam(name = "min_position", required = false) @Nullable Long position)
            throws IOException {
        barrier.await(position);
        if (!log.knows(id)) {
            throw new Refused(RefusalCode.NOT_FOUND, "There is no device " + id);
        }
        return EventPage.of(log, parameters.of(id));
    }

    /** @return a page, or null if the export was written to the response */
    @Operation(operationId = "listEvents", summary = "What happened, oldest first", tags = "Audit")
    @GetMapping("/audit/events")
    @Nullable
    EventPage events(
            EventParameters parameters,
            @RequestParam(name = "min_position", required = false) @Nullable Long position,
            NativeWebRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<ExportFormat> format = ExportFormat.wanted(request);
        AuditQuery query = format.isPresent() ? parameters.export() : parameters.page();
        barrier.await(position);
        if (format.isEmpty()) {
            return EventPage.of(log, query);
        }
        export(query, format.get(), response);
        return null;
    }

    private void export(AuditQuery query, ExportFormat format, HttpServletResponse response) throws IOException {
        format.type().announce(response, "events");
        // Closed by the container, and only if all went well: what breaks off must not look whole.
        OutputStream out = response.getOutputStream();
        out.write(format.head());
        log.read(query, event -> out.write(format.line(event)));
    }
}
