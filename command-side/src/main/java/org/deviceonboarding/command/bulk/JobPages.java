package org.deviceonboarding.command.bulk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.deviceonboarding.access.caller.RequestActor;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** What imports and other changes of many devices have in common for their callers. */
@Component
public class JobPages {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final JobViews views;
    private final Progress progress;
    private final ResultsCsv results;
    private final CommandDispatcher commands;

    JobPages(JobViews views, Progress progress, ResultsCsv results, CommandDispatcher commands) {
        this.views = views;
        this.progress = progress;
        this.results = results;
        this.commands = commands;
    }

    public record Cancelled(BulkId id, JobStatus status, long position) {}

    public JobViews.Page list(
            Set<BulkAction> actions, MultiValueMap<String, String> parameters, HttpServletRequest request) {
        Map<String, String> faults = new TreeMap<>();
        parameters.forEach((name, values) -> {
            if (!Set.of("limit", "cursor").contains(name) || values.size() > 1) {
                faults.put("parameters", "are limit and cursor, each at most once");
            }
        });
        Integer limit = limit(parameters.getFirst("limit"));
        if (limit == null) {
            faults.put("limit", "must be 1 to " + MOST);
        }
        String cursor = parameters.getFirst("cursor");
        UUID after = cursor == null ? null : uuid(cursor);
        if (cursor != null && after == null) {
            faults.put("cursor", "must be a next_cursor of this list");
        }
        if (limit == null || !faults.isEmpty()) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR, "The request has parameters this list does not take", faults);
        }
        return views.list(actions, limit, after, mayFetch(request));
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
        progress.tell(RequestActor.of(request).identity(), () -> views.of(views.find(id, actions), false), response);
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
        return commands.send(
                command, RequestActor.of(request), position -> new Cancelled(job.id(), JobStatus.CANCELLED, position));
    }

    private static boolean mayFetch(HttpServletRequest request) {
        return request.isUserInRole("OPERATOR") || request.isUserInRole("ADMIN");
    }

    private static @Nullable Integer limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        if (!text.matches("[0-9]{1,4}")) {
            return null;
        }
        int limit = Integer.parseInt(text);
        return limit < 1 || limit > MOST ? null : Integer.valueOf(limit);
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
