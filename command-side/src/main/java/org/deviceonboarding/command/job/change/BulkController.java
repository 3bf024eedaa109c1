package org.deviceonboarding.command.job.change;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.device.RevocationReason;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code POST /bulk/revoke} and {@code /bulk/renew}: first a preview, then a job in the background. */
@RestController
@RequestMapping("/bulk")
class BulkController {
    private static final String CHOICE = "Choose them by a `filter`, whose members are those of `GET /devices`, or by "
            + "`device_ids`. Ask with `preview` first, then give the count you saw as `expected_count` and the digest as "
            + "`expected_digest`: if other devices are chosen by then, 409 and nothing is done.";

    private final BulkChange change;

    BulkController(BulkChange change) {
        this.change = change;
    }

    @Operation(
            operationId = "revokeDevices",
            summary = "Revokes many devices, or shows which",
            description = CHOICE,
            tags = "Bulk")
    @PreviewOrAccepted
    @PostMapping("/revoke")
    @Idempotent
    ResponseEntity<BulkAnswer> revoke(@Valid @RequestBody BulkRevokeRequest body, ChangeRequest request) {
        if (Boolean.TRUE.equals(body.preview())) {
            return ResponseEntity.ok(change.preview(body.choice()));
        }
        RevocationReason reason = body.reason() == null ? RevocationReason.UNSPECIFIED : body.reason();
        return change.run(
                BulkAction.REVOKE,
                body.choice(),
                body.shown(),
                Instructions.forRevocation(reason, body.comment()),
                true,
                request);
    }

    @Operation(
            operationId = "renewDevices",
            summary = "Gives many devices a further certificate, or shows which",
            description = CHOICE,
            tags = "Bulk")
    @PreviewOrAccepted
    @PostMapping("/renew")
    @Idempotent
    ResponseEntity<BulkAnswer> renew(@Valid @RequestBody BulkRenewRequest body, ChangeRequest request) {
        if (Boolean.TRUE.equals(body.preview())) {
            return ResponseEntity.ok(change.preview(body.choice()));
        }
        return change.run(
                BulkAction.RENEW,
                body.choice(),
                body.shown(),
                Instructions.forKeys(body.keyAlgorithm(), body.validityDays(), body.revokesPrevious()),
                body.revokesPrevious(),
                request);
    }

    /** The answers that both have. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "200",
            description = "A preview; nothing is done",
            content = @Content(schema = @Schema(implementation = BulkAnswer.Preview.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It runs, or waits for a second person",
            content = @Content(schema = @Schema(implementation = BulkAnswer.Accepted.class)))
    @interface PreviewOrAccepted {}
}
