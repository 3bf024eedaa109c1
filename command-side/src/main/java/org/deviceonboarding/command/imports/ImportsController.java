package org.deviceonboarding.command.imports;

import org.deviceonboarding.command.bulk.JobParameters;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.command.bulk.JobPages;
import org.deviceonboarding.command.bulk.JobView;
import org.deviceonboarding.command.bulk.JobViews;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far lists of devices are, and what came of them. */
@RestController
@RequestMapping("/imports")
class ImportsController {
    private static final Set<BulkAction> IMPORTS = EnumSet.of(BulkAction.IMPORT);

    private final JobPages pages;

    ImportsController(JobPages pages) {
        this.pages = pages;
    }

    @Operation(operationId = "listImports", summary = "Imports, newest first", tags = "Bulk")
    @GetMapping
    JobViews.Page list(JobParameters parameters, HttpServletRequest request) {
        return pages.list(IMPORTS, parameters, request);
    }

    @Operation(operationId = "getImport", summary = "How far an import is", tags = "Bulk")
    @GetMapping("/{id}")
    JobView show(@PathVariable UUID id, HttpServletRequest request) {
        return pages.show(id, IMPORTS, request);
    }

    @Operation(
            operationId = "followImport",
            summary = "Tells how far an import is, again and again, until it is over",
            tags = "Bulk")
    @GetMapping("/{id}/events")
    void events(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.events(id, IMPORTS, request, response);
    }

    @Operation(operationId = "getImportResults", summary = "What came of each device", tags = "Bulk")
    @GetMapping("/{id}/results")
    void results(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        pages.results(id, IMPORTS, response);
    }

    @Operation(
            operationId = "cancelImport",
            summary = "Stops after the device it is at; what is done stays done",
            tags = "Bulk")
    @PostMapping("/{id}/cancel")
    JobPages.Cancelled cancel(@PathVariable UUID id, HttpServletRequest request) {
        return pages.cancel(id, IMPORTS, request);
    }
}
