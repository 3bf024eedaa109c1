package org.deviceonboarding.command.fleet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.command.bulk.Instructions;
import org.deviceonboarding.command.bulk.JobPages;
import org.deviceonboarding.command.bulk.JobView;
import org.deviceonboarding.command.bulk.JobViews;
import org.deviceonboarding.command.idempotency.Idempotent;
import org.deviceonboarding.messages.bulk.BulkAction;
import org.deviceonboarding.messages.device.RevocationReason;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Revokes or renews many devices; first shown, then done in the background. */
@RestController
@RequestMapping("/bulk")
class BulkController {
    private static final Set<BulkAction> CHANGES = EnumSet.of(BulkAction.REVOKE, BulkAction.RENEW);

    private final BulkChange change;
    private final JobPages pages;

    BulkController(BulkChange change, JobPages pages) {
        this.change = change;
        this.pages = pages;
    }

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
                request.expectedCount(),
                new Instructions(null, null, reason, request.comment(), false),
                true);
    }

    @PostMapping("/renew")
    @Idempotent
    ResponseEntity<BulkAnswer> renew(@Valid @RequestBody BulkRenewRequest request) {
        if (Boolean.TRUE.equals(request.preview())) {
            return ResponseEntity.ok(change.preview(request.choice()));
        }
        return change.run(
                BulkAction.RENEW,
                request.choice(),
                request.expectedCount(),
                Instructions.forKeys(request.keyAlgorithm(), request.validityDays(), request.revokesPrevious()),
                request.revokesPrevious());
    }

    @GetMapping
    JobViews.Page list(@RequestParam MultiValueMap<String, String> parameters, HttpServletRequest request) {
        return pages.list(CHANGES, parameters, request);
    }

    @GetMapping("/{id}")
    JobView show(@PathVariable UUID id, HttpServletRequest request) {
        return pages.show(id, CHANGES, request);
    }

    @GetMapping("/{id}/events")
    void events(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.events(id, CHANGES, request, response);
    }

    @GetMapping("/{id}/results")
    void results(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        pages.results(id, CHANGES, response);
    }

    @PostMapping("/{id}/cancel")
    JobPages.Cancelled cancel(@PathVariable UUID id) {
        return pages.cancel(id, CHANGES);
    }
}
