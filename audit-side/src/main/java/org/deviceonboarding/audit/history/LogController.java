package org.deviceonboarding.audit.history;

import static org.deviceonboarding.access.paging.PageParameters.LIMIT;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.deviceonboarding.log.read.HashedLog;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the log with every text as it is stored, so that others can compute the ledger's leaves. */
@RestController
class LogController {
    private final HashedLog log;

    LogController(HashedLog log) {
        this.log = log;
    }

    /** The parameters of the stored log; without any, the whole log up to its head at the request. */
    @ParameterObject
    record LogParameters(
            @Parameter(description = "The items behind this one") @Schema(defaultValue = "0") @Min(0)
            long after,

            @Parameter(description = "Up to and with this position") @Min(0) @Nullable
            Long until,

            @Parameter(description = LIMIT) @Min(1) @Max(MOST) @Nullable
            Long limit) {
        private static final int MOST = 1_000_000_000;
    }

    @Operation(operationId = "readLog", summary = "The log as it is stored, for verification", tags = "Audit")
    @GetMapping("/audit/log")
    void log(LogParameters parameters, HttpServletResponse response) throws IOException {
        long head = log.head();
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        // Closed by the container, and only if all went well: what breaks off must not look whole.
        OutputStream out = response.getOutputStream();
        log.read(
                parameters.after(),
                parameters.until() == null ? head : Math.min(parameters.until(), head),
                parameters.limit() == null ? Long.MAX_VALUE : parameters.limit(),
                line -> out.write((line.json() + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
