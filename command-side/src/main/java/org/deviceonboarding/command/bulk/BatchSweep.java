package org.deviceonboarding.command.bulk;

import java.time.Duration;
import java.util.List;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.command.origin.OnBehalf;
import org.deviceonboarding.command.origin.Origin;
import org.springframework.stereotype.Component;

/**
 * Clears up after batches. A bundle that left, be it in a download that broke off, counts as downloaded by whoever fetched last;
 * the others have expired.
 */
@Component
class BatchSweep {
    private static final Duration ABANDONED = Duration.ofMinutes(30);
    private static final int BATCH = 200;

    private final Jobs jobs;
    private final Leftovers leftovers;
    private final OnBehalf commands;

    BatchSweep(Jobs jobs, Leftovers leftovers, OnBehalf commands) {
        this.jobs = jobs;
        this.leftovers = leftovers;
        this.commands = commands;
    }

    /** Clears some up; false if there was nothing to do. */
    boolean turn() {
        List<Leftovers.OfJob> over = leftovers.jobs();
        over.forEach(this::settle);
        if (over.isEmpty()) {
            jobs.sweep(ABANDONED);
        }
        return !over.isEmpty();
    }

    private void settle(Leftovers.OfJob job) {
        List<Leftovers.Bundle> bundles = leftovers.bundles(job.id(), BATCH);
        List<Leftovers.Bundle> left =
                bundles.stream().filter(one -> one.row() <= job.streamedRow()).toList();
        List<Leftovers.Bundle> stayed =
                bundles.stream().filter(one -> one.row() > job.streamedRow()).toList();
        if (!left.isEmpty()) {
            send(job, left, job.fetchedBy(), false);
        }
        send(job, stayed, job.portal(), bundles.size() < BATCH);
    }

    private void send(Leftovers.OfJob job, List<Leftovers.Bundle> bundles, Origin origin, boolean last) {
        List<DeviceCommand> ends =
                bundles.stream().map(one -> one.end(job.streamedRow())).toList();
        commands.send(new SettleBatch(job.id(), ends, last), origin);
    }
}
