package org.deviceonboarding.command.job;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows jobs. */
@Component
class JobViews {
    private final Jobs jobs;
    private final BatchSecrets secrets;
    private final IssuingProperties issuing;
    private final InstantSource clock;

    JobViews(Jobs jobs, BatchSecrets secrets, IssuingProperties issuing, InstantSource clock) {
        this.jobs = jobs;
        this.secrets = secrets;
        this.issuing = issuing;
        this.clock = clock;
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<JobView> items, @Nullable String nextCursor) {}

    /** @throws Refused if there is no such job of this kind */
    Job find(UUID id, JobKind kind) {
        return jobs.find(new BulkId(id))
                .filter(job -> job.kind() == kind)
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no job " + id));
    }

    /** @param links whether the caller may fetch credentials */
    Page list(JobKind kind, int limit, @Nullable UUID after, boolean links) {
        List<Job> found = jobs.list(kind.actions(), limit, after == null ? null : new BulkId(after));
        boolean more = found.size() > limit;
        List<Job> shown = more ? found.subList(0, limit) : found;
        return new Page(
                shown.stream().map(job -> of(job, links)).toList(),
                more ? shown.getLast().id().toString() : null);
    }

    JobView of(Job job, boolean links) {
        boolean anImport = job.kind() == JobKind.IMPORT;
        double speed = speed(job);
        long left = job.rows() - job.succeeded() - job.refused();
        return new JobView(
                job.id(),
                anImport ? null : job.action(),
                job.status(),
                job.rows(),
                anImport ? null : job.rows(),
                anImport ? job.succeeded() : null,
                anImport ? null : job.succeeded(),
                job.refused(),
                Math.round(speed * 10) / 10.0,
                job.status().isOver() ? Long.valueOf(0) : speed > 0 ? (long) Math.ceil(left / speed) : null,
                job.createdAt(),
                job.createdBy(),
                job.finishedAt(),
                job.stopReason(),
                job.instructions().reason(),
                job.instructions().comment(),
                job.isClaimable(clock.instant()) ? Boolean.TRUE : null,
                links ? link(job) : null,
                job.credentialsExpireAt(),
                job.deliveredAt());
    }

    private @Nullable URI link(Job job) {
        return job.isDeliverable(clock.instant()) ? issuing.batchLink(secrets.token(job.id())) : null;
    }

    private double speed(Job job) {
        Instant started = job.startedAt();
        if (started == null) {
            return 0;
        }
        Instant until = job.finishedAt() == null ? clock.instant() : job.finishedAt();
        double seconds = Duration.between(started, until).toMillis() / 1000.0;
        return seconds > 0 ? (job.succeeded() + job.refused()) / seconds : 0;
    }
}
