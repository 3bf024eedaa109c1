package org.deviceonboarding.command.bulk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.access.idempotency.CallerIdentity;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.LogPosition;
import org.springframework.stereotype.Component;

/** What imports and other changes of many devices have in common for their callers. */
@Component
public class JobPages {
    private final JobViews views;
    private final Progress progress;
    private final ResultsCsv results;
    private final CallerIdentity callers;
    private final CommandGateway commands;
    private final LogPosition positions;

    JobPages(
            JobViews views,
            Progress progress,
            ResultsCsv results,
            CallerIdentity callers,
            CommandGateway commands,
            LogPosition positions) {
        this.views = views;
        this.progress = progress;
        this.results = results;
        this.callers = callers;
        this.commands = commands;
        this.positions = positions;
    }

    public record Cancelled(BulkId id, JobStatus status, long position) {}

    public JobViews.Page list(Set<BulkAction> actions, JobParameters parameters, HttpServletRequest request) {
        return views.list(actions, parameters.limit(), parameters.cursor(), mayFetch(request));
    }

    /** @throws Refused if there is no such job of one of these actions */
    public Job find(UUID id, Set<BulkAction> actions) {
        return views.find(id, actions);
    }

    public JobView show(UUID id, Set<BulkAction> actions, HttpServletRequest request) {
        return views.of(views.find(id, actions), mayFetch(request));
    }

    public void events(UUID id, Set<BulkAction> actions, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // Links are for whoever is known now, not for whoever was when the listening began.
        progress.tell(callers.of(request), () -> views.of(views.find(id, actions), false), response);
    }

    public void results(UUID id, Set<BulkAction> actions, HttpServletResponse response) throws IOException {
        results.write(views.find(id, actions), response);
    }

    public Cancelled cancel(UUID id, Set<BulkAction> actions, HttpServletRequest request) {
        Job job = views.find(id, actions);
        if (job.status() == JobStatus.AWAITING_APPROVAL) {
            throw new Refused(RefusalCode.CONFLICT, "It waits for approval; reject that");
        }
        BulkCommand.Cancel command = new BulkCommand.Cancel(job.id(), request.isUserInRole("ADMIN"));
        commands.sendAndWait(command);
        return new Cancelled(job.id(), JobStatus.CANCELLED, positions.of(command.aggregate()));
    }

    private static boolean mayFetch(HttpServletRequest request) {
        return request.isUserInRole("OPERATOR") || request.isUserInRole("ADMIN");
    }
}
