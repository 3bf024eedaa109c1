package org.deviceonboarding.command.fleet;

import org.deviceonboarding.command.bulk.JobParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.command.bulk.BatchClaims;
import org.deviceonboarding.command.bulk.Instructions;
import org.deviceonboarding.command.bulk.JobPages;
import org.deviceonboarding.command.bulk.JobView;
import org.deviceonboarding.command.bulk.JobViews;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.device.RevocationReason;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Revokes or renews many devices; first shown, then done in the background. */
@RestController
@RequestMapping("/bulk")
class BulkController {
    private static final Set<BulkAction> CHANGES = EnumSet.of(BulkAction.REVOKE, BulkAction.RENEW);

    private static final String CHOICE = "Choose them by a `filter`, whose members are those of `GET /devices`, or by "
            + "`device_ids`. Ask with `preview` first, then give the count you saw as `expected_count` and the digest as "
            + "`expected_digest`: if other devices are chosen by then, 409 and nothing is done.";

    private final BulkChange change;
    private final JobPages pages;
    private final BatchClaims claims;

    BulkController(BulkChange change, JobPages pages, BatchClaims claims) {
        this.change = change;
        this.pages = pages;
        this.claims = claims;
    }

    @Operation(
            operationId = "revokeDevices",
            summary = "Revokes many devices, or shows which",
            description = CHOICE,
            tags = "Bulk")
    @ApiResponse(
            responseCode = "200",
            description = "A preview; nothing is done",
            content = @Content(schema = @Schema(implementation = BulkAnswer.Preview.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It runs, or waits for a second person",
            content = @Content(schema = @Schema(implementation = BulkAnswer.Accepted.class)))
    @PostMapping("/revoke")
    @Idempotent
    ResponseEntity<BulkAnswer> revoke(@Valid @RequestBody BulkRevokeRequest request) {
        if (Boolean.TRUE.equals(request.preview())) {
            return ResponseEntity.ok(change.preview(request.choice()));
        }
        RevocationReason reason = request.reason() == null ? RevocationReason.UNSPECIFIED : request.reason();
        return change.run(
                BulkAction.REVOKE,
                request.choice(),
                request.shown(),
                Instructions.forRevocation(reason, request.comment()),
                true);
    }

    @Operation(
            operationId = "renewDevices",
            summary = "Gives many devices a further certificate, or shows which",
            description = CHOICE,
            tags = "Bulk")
    @ApiResponse(
            responseCode = "200",
            description = "A preview; nothing is done",
            content = @Content(schema = @Schema(implementation = BulkAnswer.Preview.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It runs, or waits for a second person",
            content = @Content(schema = @Schema(implementation = BulkAnswer.Accepted.class)))
    @PostMapping("/renew")
    @Idempotent
    ResponseEntity<BulkAnswer> renew(@Valid @RequestBody BulkRenewRequest request) {
        if (Boolean.TRUE.equals(request.preview())) {
            return ResponseEntity.ok(change.preview(request.choice()));
        }
        return change.run(
                BulkAction.RENEW,
                request.choice(),
                request.shown(),
                Instructions.forKeys(request.keyAlgorithm(), request.validityDays(), request.revokesPrevious()),
                request.revokesPrevious());
    }

    @Operation(operationId = "listBulkChanges", summary = "Changes of many devices, newest first", tags = "Bulk")
    @GetMapping
    JobViews.Page list(JobParameters parameters, HttpServletRequest request) {
        return pages.list(CHANGES, parameters, request);
    }

    @Operation(operationId = "getBulkChange", summary = "How far a change of many devices is", tags = "Bulk")
    @GetMapping("/{id}")
    JobView show(@PathVariable UUID id, HttpServletRequest request) {
        return pages.show(id, CHANGES, request);
    }

    @Operation(
            operationId = "followBulkChange",
            summary = "Tells how far a change of many devices is, again and again, until it is over",
            tags = "Bulk")
    @GetMapping("/{id}/events")
    void events(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.events(id, CHANGES, request, response);
    }

    @Operation(operationId = "getBulkChangeResults", summary = "What came of each device", tags = "Bulk")
    @GetMapping("/{id}/results")
    void results(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        pages.results(id, CHANGES, response);
    }

    @Operation(
            operationId = "claimBulkChange",
            summary = "Tells the password of credentials that the portal prepared, to whoever comes first",
            tags = "Bulk")
    @PostMapping("/{id}/claim")
    @Idempotent
    ResponseEntity<BatchClaims.Claimed> claim(@PathVariable UUID id) {
        return claims.claim(pages.find(id, CHANGES));
    }

    @Operation(
            operationId = "cancelBulkChange",
            summary = "Stops after the device it is at; what is done stays done",
            tags = "Bulk")
    @PostMapping("/{id}/cancel")
    JobPages.Cancelled cancel(@PathVariable UUID id, HttpServletRequest request) {
        return pages.cancel(id, CHANGES, request);
    }
}
