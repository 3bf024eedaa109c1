package org.deviceonboarding.audit.history;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.log.read.HashedLog;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log with every text as it is stored, so that others can compute the ledger's leaves anew. */
@RestController
class LogController {
    private static final long MOST = 1_000_000_000;
    private static final String POSITION = "must be a position of the log";

    private final HashedLog log;

    LogController(HashedLog log) {
        this.log = log;
    }

    /** {@code after}, {@code until} and {@code limit}; without them, all that there is when the request comes. */
    @Operation(operationId = "readLog", summary = "The log as it is stored, for verification", tags = "Audit")
    @GetMapping("/audit/log")
    void log(@RequestParam MultiValueMap<String, String> given, HttpServletResponse response) throws IOException {
        Parameters parameters = new Parameters(given, List.of("after", "until", "limit"));
        long after = parameters.read("after", POSITION, Parameters::number).orElse(0L);
        long until = parameters.read("until", POSITION, Parameters::number).orElse(Long.MAX_VALUE);
        long limit = parameters.limit(Long.MAX_VALUE, MOST);
        parameters.check();
        long head = log.head();
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        // Closed by the container, and only if all went well: what breaks off must not look whole.
        OutputStream out = response.getOutputStream();
        log.read(
                after,
                Math.min(until, head),
                limit,
                line -> out.write((line.json() + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
