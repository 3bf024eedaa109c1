package org.deviceonboarding.command.job;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.deviceonboarding.access.caller.RequestActor;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows, follows and cancels jobs: imports and bulk changes alike. The request's path names the kind. */
@RestController
class JobController {
    private final JobViews views;
    private final ProgressStream progress;
    private final ResultsCsv results;
    private final BatchClaims claims;
    private final CommandDispatcher commands;

    JobController(
            JobViews views,
            ProgressStream progress,
            ResultsCsv results,
            BatchClaims claims,
            CommandDispatcher commands) {
        this.views = views;
        this.progress = progress;
        this.results = results;
        this.claims = claims;
        this.commands = commands;
    }

    record Cancelled(BulkId id, JobStatus status, long position) {}

    @Operation(operationId = "listJobs", summary = "Lists the jobs, newest first", tags = "Bulk")
    @GetMapping({"/imports", "/bulk"})
    JobViews.Page list(JobParameters parameters, HttpServletRequest request) {
        return views.list(kind(request), parameters.limit(), parameters.cursor(), mayFetch(request));
    }

    @Operation(operationId = "getJob", summary = "Shows the progress of the job", tags = "Bulk")
    @GetMapping({"/imports/{id}", "/bulk/{id}"})
    JobView show(@PathVariable UUID id, HttpServletRequest request) {
        return views.of(find(id, request), mayFetch(request));
    }

    @Operation(
            operationId = "followJob",
            summary = "Reports the progress of the job as server-sent events, until the job is over",
            tags = "Bulk")
    @GetMapping({"/imports/{id}/events", "/bulk/{id}/events"})
    void events(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        JobKind kind = kind(request);
        // Links are for whoever is known now, not for whoever was when the listening began.
        progress.tell(RequestActor.of(request).identity(), () -> views.of(views.find(id, kind), false), response);
    }

    @Operation(operationId = "getJobResults", summary = "Tells the result of each row", tags = "Bulk")
    @GetMapping({"/imports/{id}/results", "/bulk/{id}/results"})
    void results(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        results.write(find(id, request), response);
    }

    @Operation(
            operationId = "cancelJob",
            summary = "Stops the job after the device that it is working on; what is done stays done",
            tags = "Bulk")
    @PostMapping({"/imports/{id}/cancel", "/bulk/{id}/cancel"})
    Cancelled cancel(@PathVariable UUID id, HttpServletRequest request) {
        Job job = find(id, request);
        if (job.status() == JobStatus.AWAITING_APPROVAL) {
            throw new Refused(RefusalCode.CONFLICT, "It waits for approval; reject that");
        }
        BulkCommand.Cancel command = new BulkCommand.Cancel(job.id(), request.isUserInRole("ADMIN"));
        return commands.send(
                command, RequestActor.of(request), position -> new Cancelled(job.id(), JobStatus.CANCELLED, position));
    }

    @Operation(
            operationId = "claimBulkChange",
            summary = "Tells the first caller the password of credentials that the portal prepared",
            tags = "Bulk")
    @PostMapping("/bulk/{id}/claim")
    @Idempotent
    ResponseEntity<BatchClaims.Claimed> claim(@PathVariable UUID id, HttpServletRequest request, ChangeRequest change) {
        return claims.claim(find(id, request), change);
    }

    private Job find(UUID id, HttpServletRequest request) {
        return views.find(id, kind(request));
    }

    private static JobKind kind(HttpServletRequest request) {
        return JobKind.at(request.getServletPath());
    }

    private static boolean mayFetch(HttpServletRequest request) {
        return request.isUserInRole("OPERATOR") || request.isUserInRole("ADMIN");
    }
}
