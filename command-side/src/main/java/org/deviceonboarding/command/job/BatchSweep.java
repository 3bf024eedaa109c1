package org.deviceonboarding.command.job;

import java.time.Duration;
import java.util.List;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.springframework.stereotype.Component;

/**
 * Settles batches whose link is used up or has expired. A bundle that was sent counts as downloaded by the last person who
 * fetched the batch, even if the download broke off. A bundle that was never sent has expired.
 */
@Component
class BatchSweep {
    private static final Duration ABANDONED = Duration.ofMinutes(30);
    private static final int BATCH = 200;

    private final Jobs jobs;
    private final UnsettledBatches unsettled;
    private final CommandDispatcher commands;

    BatchSweep(Jobs jobs, UnsettledBatches unsettled, CommandDispatcher commands) {
        this.jobs = jobs;
        this.unsettled = unsettled;
        this.commands = commands;
    }

    /** Clears some up; false if there was nothing to do. */
    boolean turn() {
        List<UnsettledBatches.OfJob> over = unsettled.jobs();
        over.forEach(this::settle);
        if (over.isEmpty()) {
            jobs.sweep(ABANDONED);
        }
        return !over.isEmpty();
    }

    private void settle(UnsettledBatches.OfJob job) {
        List<UnsettledBatches.UnsettledBundle> bundles = unsettled.bundles(job.id(), BATCH);
        List<UnsettledBatches.UnsettledBundle> left =
                bundles.stream().filter(one -> one.row() <= job.streamedRow()).toList();
        List<UnsettledBatches.UnsettledBundle> stayed =
                bundles.stream().filter(one -> one.row() > job.streamedRow()).toList();
        if (!left.isEmpty()) {
            send(job, left, job.fetchedBy(), false);
        }
        send(job, stayed, job.portal(), bundles.size() < BATCH);
    }

    private void send(
            UnsettledBatches.OfJob job, List<UnsettledBatches.UnsettledBundle> bundles, Actor actor, boolean last) {
        List<CommandEnvelope> ends =
                bundles.stream().map(one -> one.end(job.streamedRow())).toList();
        commands.send(new SettleBatch(job.id(), job.streamedRow(), ends, last), actor);
    }
}
