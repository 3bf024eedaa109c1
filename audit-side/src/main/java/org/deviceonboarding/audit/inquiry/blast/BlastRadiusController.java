package org.deviceonboarding.audit.inquiry.blast;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.access.export.ExportType;
import org.deviceonboarding.audit.inquiry.fold.SuspectedCompromise;
import org.deviceonboarding.log.projection.FirstReceipts;
import org.deviceonboarding.log.projection.KnownDevices;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Serves the blast radius of an API key, an address or a CA's key that somebody else had for a while. */
@RestController
class BlastRadiusController {
    private final BlastRadiusReports radii;
    private final StoredLog log;
    private final KnownDevices devices;
    private final FirstReceipts receipts;
    private final ReadBarrier barrier;
    private final InstantSource clock;

    BlastRadiusController(
            BlastRadiusReports radii,
            StoredLog log,
            KnownDevices devices,
            FirstReceipts receipts,
            ReadBarrier barrier,
            InstantSource clock) {
        this.radii = radii;
        this.log = log;
        this.devices = devices;
        this.receipts = receipts;
        this.barrier = barrier;
        this.clock = clock;
    }

    /** @return a page, or null if the list was written to the response */
    @Operation(operationId = "getBlastRadius", summary = "What somebody in the wrong hands touched", tags = "Audit")
    @GetMapping("/audit/blast-radius")
    @Nullable
    BlastRadius blastRadius(BlastParameters parameters, NativeWebRequest request, HttpServletResponse response)
            throws IOException {
        long head = log.head();
        Optional<ExportType> wanted = ExportType.wanted(request);
        if (wanted.isPresent()) {
            list(parameters.list(), wanted.get(), head, response);
            return null;
        }
        BlastQuery query = parameters.page(head);
        if (query.cursor() != null) {
            return radii.page(query, query.cursor());
        }
        barrier.await(head, devices, receipts.projection());
        return radii.report(query, head, clock.instant());
    }

    private void list(BlastQuery query, ExportType type, long head, HttpServletResponse response) throws IOException {
        SuspectedCompromise compromise = radii.suspicion(query, head);
        Instant asOf = clock.instant();
        type.announce(response, "blast-radius");
        response.setHeader("X-Log-Position", Long.toString(head));
        // Closed by the container, and only if all went well: what breaks off must not look whole.
        OutputStream out = response.getOutputStream();
        out.write(TouchedDeviceLines.head(type));
        radii.<IOException>list(compromise, head, asOf, device -> out.write(TouchedDeviceLines.line(type, device)));
    }
}
