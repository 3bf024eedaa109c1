package org.deviceonboarding.command.job;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.InstantSource;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.deviceonboarding.domain.event.BatchClaimed;
import org.deviceonboarding.domain.event.BatchDownloadStarted;
import org.deviceonboarding.domain.event.BatchDownloaded;
import org.deviceonboarding.domain.event.BulkCancelled;
import org.deviceonboarding.domain.event.BulkFinished;
import org.deviceonboarding.domain.event.BulkStarted;
import org.deviceonboarding.domain.event.ImportAccepted;
import org.deviceonboarding.domain.event.ImportCancelled;
import org.deviceonboarding.domain.event.ImportFinished;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate of one job: an import or a change of many devices. Its tables change in the transaction of its events.
 */
@Aggregate
class BulkOrder {
    @AggregateIdentifier
    @SuppressWarnings({"unused", "UnusedVariable"}) // Axon reads it
    private String id;

    private BulkAction action = BulkAction.IMPORT;
    private JobStatus status = JobStatus.RUNNING;

    @CommandHandler
    BulkOrder(BulkCommand.Start command, Jobs jobs, MetaData metaData) {
        jobs.start(command.bulkId(), Actor.of(metaData), command.rows());
        apply(
                command.action() == BulkAction.IMPORT
                        ? new ImportAccepted(command.bulkId(), command.rows(), command.digest())
                        : new BulkStarted(
                                command.bulkId(),
                                command.action(),
                                command.rows(),
                                command.digest(),
                                command.reason(),
                                command.comment()));
    }

    @CommandHandler
    void handle(BulkCommand.Finish command, Jobs jobs, Rows rows) {
        Job job = running(jobs, command.bulkId()).orElse(null);
        if (job != null && !rows.anyWaiting(command.bulkId())) {
            jobs.finish(job, JobStatus.COMPLETED);
            apply(
                    action == BulkAction.IMPORT
                            ? new ImportFinished(command.bulkId(), job.succeeded(), job.refused())
                            : new BulkFinished(command.bulkId(), job.succeeded(), job.refused()));
        }
    }

    @CommandHandler
    void handle(BulkCommand.Cancel command, Jobs jobs, RevokedKeys keys) {
        Job job = jobs.lock(command.bulkId()).orElse(null);
        // Of the last batch and this the row's lock lets one go first.
        if (status == JobStatus.COMPLETED || (job != null && job.status() == JobStatus.COMPLETED)) {
            throw new Refused(RefusalCode.CONFLICT, "All of it is done already");
        }
        if (job != null && !job.givesAccess() && !command.byAdmin() && keys.made(job.actor())) {
            throw new Refused(
                    RefusalCode.FORBIDDEN, "The key that asked for it is revoked; only an administrator cancels it");
        }
        cancel(jobs, command.bulkId(), null);
    }

    @CommandHandler
    void handle(BulkCommand.Stop command, Jobs jobs, Rows rows) {
        handle(new BulkCommand.Finish(command.bulkId()), jobs, rows);
        cancel(jobs, command.bulkId(), StopReason.KEY_REVOKED);
    }

    private void cancel(Jobs jobs, BulkId bulk, @Nullable StopReason reason) {
        Job job = running(jobs, bulk).orElse(null);
        if (job != null) {
            jobs.cancel(job, reason);
            apply(
                    action == BulkAction.IMPORT
                            ? new ImportCancelled(bulk, job.succeeded(), job.refused(), reason)
                            : new BulkCancelled(bulk, job.succeeded(), job.refused(), reason));
        }
    }

    // The row's lock keeps batches out that would count at this moment.
    private Optional<Job> running(Jobs jobs, BulkId bulk) {
        return status == JobStatus.RUNNING
                ? jobs.lock(bulk).filter(job -> job.status() == JobStatus.RUNNING)
                : Optional.empty();
    }

    @CommandHandler
    void handle(BulkCommand.Claim command, Jobs jobs, InstantSource clock) {
        BatchClaims.requireClaimable(jobs.lock(command.bulkId()), clock.instant());
        jobs.claimed(command.bulkId());
        apply(new BatchClaimed(command.bulkId()));
    }

    @CommandHandler
    long handle(BulkCommand.OpenDownload command, Downloads downloads, MetaData metaData) {
        long attempt = downloads.open(command.bulkId(), Actor.of(metaData));
        apply(new BatchDownloadStarted(command.bulkId(), attempt));
        return attempt;
    }

    @CommandHandler
    void handle(BulkCommand.CloseDownload command, Downloads downloads) {
        downloads.close(command.bulkId(), command.attempt());
        apply(new BatchDownloaded(command.bulkId(), command.attempt(), command.bundles()));
    }

    @EventSourcingHandler
    void on(ImportAccepted event) {
        id = BulkCommand.idOf(event.bulkId());
    }

    @EventSourcingHandler
    void on(BulkStarted event) {
        id = BulkCommand.idOf(event.bulkId());
        action = event.action();
    }

    @EventSourcingHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    void on(ImportFinished event) {
        status = JobStatus.COMPLETED;
    }

    @EventSourcingHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    void on(BulkFinished event) {
        status = JobStatus.COMPLETED;
    }

    @EventSourcingHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    void on(ImportCancelled event) {
        status = JobStatus.CANCELLED;
    }

    @EventSourcingHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    void on(BulkCancelled event) {
        status = JobStatus.CANCELLED;
    }

    // Axon needs a blank instance to replay into.
    @SuppressWarnings("unused")
    BulkOrder() {}
}
