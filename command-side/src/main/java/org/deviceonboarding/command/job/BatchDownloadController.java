package org.deviceonboarding.command.job;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deviceonboarding.command.credentials.FetchedByPost;
import org.deviceonboarding.command.credentials.LinkPages;
import org.deviceonboarding.command.credentials.LinkState;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
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
 * Serves the link to a batch's credentials. It works until all of it has been sent once; what breaks off can be
 * fetched again. As with a single device's link, fetching is a POST; GET and HEAD leave everything as it is.
 */
@RestController
@RequestMapping("/credentials/batch/{token}")
class BatchDownloadController {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final MediaType ZIP = MediaType.valueOf("application/zip");

    private final Downloads downloads;
    private final BatchArchive archive;
    private final LinkPages pages;
    private final CommandDispatcher commands;

    BatchDownloadController(Downloads downloads, BatchArchive archive, LinkPages pages, CommandDispatcher commands) {
        this.downloads = downloads;
        this.archive = archive;
        this.pages = pages;
        this.commands = commands;
    }

    @Operation(
            operationId = "showBatch",
            summary =
                    "Shows a page with a button that fetches a batch's credentials, or who fetched them; hands out nothing",
            tags = "Bulk")
    @GetMapping
    ResponseEntity<String> look(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        LinkState link = state(token);
        if (LinkPages.isBrowser(accept)) {
            return pages.page(true, link);
        }
        throw link instanceof LinkState.Unknown ? unknown() : new FetchedByPost();
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
            operationId = "fetchBatch",
            summary = "Hands out a batch's credentials until all have arrived",
            tags = "Bulk")
    @PostMapping
    @Nullable
    ResponseEntity<?> fetch(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletResponse response,
            Actor actor)
            throws IOException {
        BulkId id;
        long attempt;
        try {
            id = find(token);
            attempt = commands.ask(new BulkCommand.OpenDownload(id), actor, Long.class)
                    .orElseThrow();
        } catch (Refused e) {
            if (LinkPages.isBrowser(accept)) {
                return pages.page(true, state(token));
            }
            throw e;
        }
        deliver(id, attempt, response, actor);
        return null;
    }

    private void deliver(BulkId id, long attempt, HttpServletResponse response, Actor actor) throws IOException {
        boolean complete = false;
        try {
            response.setContentType(ZIP.toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // what a proxy collected would count as delivered
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("credentials-" + id + ".zip")
                            .build()
                            .toString());
            long bundles = archive.write(id, attempt, response.getOutputStream());
            commands.send(new BulkCommand.CloseDownload(id, attempt, bundles), actor);
            complete = true;
        } finally {
            if (!complete) {
                downloads.broken(id, attempt);
            }
        }
    }

    private BulkId find(String token) {
        return downloads.find(whole(token).orElseThrow(BatchDownloadController::unknown));
    }

    private LinkState state(String token) {
        return whole(token).map(downloads::state).orElseGet(LinkState.Unknown::new);
    }

    private static Refused unknown() {
        return new Refused(RefusalCode.NOT_FOUND, "No credentials wait behind this link");
    }

    private static Optional<String> whole(String token) {
        return TOKEN.matcher(token).matches() ? Optional.of(token) : Optional.empty();
    }
}
