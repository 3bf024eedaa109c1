package org.deviceonboarding.command.bulk;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.messages.bulk.BulkId;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The link to a batch's credentials. It works until all of it has been sent once; what breaks off can be fetched again. As with a
 * single device's link, merely opening it in a browser fetches nothing.
 */
@RestController
@RequestMapping("/credentials/batch/{token}")
class BatchDownloadController {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final MediaType ZIP = MediaType.valueOf("application/zip");
    private static final ClassPathResource PAGE = new ClassPathResource("batch.html", BatchDownloadController.class);

    private final Downloads downloads;
    private final BatchArchive archive;
    private final CommandGateway commands;

    BatchDownloadController(Downloads downloads, BatchArchive archive, CommandGateway commands) {
        this.downloads = downloads;
        this.archive = archive;
        this.commands = commands;
    }

    @Operation(
            operationId = "fetchBatch",
            summary = "Hands out a batch's credentials until all have arrived; to a browser, a page with a button",
            tags = "Bulk")
    @GetMapping
    @Nullable
    ResponseEntity<?> get(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletResponse response)
            throws IOException {
        if (accept == null || !accept.contains(MediaType.TEXT_HTML_VALUE)) {
            deliver(token, response);
            return null;
        }
        find(token);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(PAGE);
    }

    @Operation(operationId = "checkBatch", summary = "Tells whether a batch's credentials still wait", tags = "Bulk")
    @RequestMapping(method = RequestMethod.HEAD)
    ResponseEntity<Void> head(@PathVariable String token) {
        find(token);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(ZIP)
                .build();
    }

    @Operation(
            operationId = "downloadBatch",
            summary = "Hands out a batch's credentials until all have arrived",
            tags = "Bulk")
    @PostMapping
    void deliver(@PathVariable String token, HttpServletResponse response) throws IOException {
        BulkId id = find(token);
        long attempt = commands.<Long>sendAndWait(new BulkCommand.OpenDownload(id));
        boolean complete = false;
        try {
            response.setContentType(ZIP.toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("credentials-" + id + ".zip")
                            .build()
                            .toString());
            long bundles = archive.write(id, attempt, response.getOutputStream());
            commands.sendAndWait(new BulkCommand.CloseDownload(id, attempt, bundles));
            complete = true;
        } finally {
            if (!complete) {
                downloads.broken(id, attempt);
            }
        }
    }

    private BulkId find(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new Refused(RefusalCode.NOT_FOUND, "No credentials wait behind this link");
        }
        return downloads.find(token);
    }
}
