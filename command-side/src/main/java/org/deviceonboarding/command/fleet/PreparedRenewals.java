package org.deviceonboarding.command.fleet;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.deviceonboarding.command.bulk.BulkCommand;
import org.deviceonboarding.command.bulk.BulkProperties;
import org.deviceonboarding.command.bulk.Instructions;
import org.deviceonboarding.command.bulk.Intake;
import org.deviceonboarding.command.bulk.JobRow;
import org.deviceonboarding.command.loop.Repeated;
import org.deviceonboarding.command.origin.OnBehalf;
import org.deviceonboarding.command.origin.Origin;
import org.deviceonboarding.command.validity.RenewalProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Once a day, if it is set so, starts the renewal of devices that are due and cannot renew themselves, with keys of the same
 * kind as before. The credentials wait for somebody to claim them.
 */
@Component
class PreparedRenewals extends Repeated {
    private final RenewalProperties properties;
    private final BulkProperties bulk;
    private final Fleet fleet;
    private final Intake intake;
    private final OnBehalf commands;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    PreparedRenewals(
            RenewalProperties properties,
            BulkProperties bulk,
            Fleet fleet,
            Intake intake,
            OnBehalf commands,
            JdbcClient jdbc,
            InstantSource clock) {
        super("prepared-renewals", properties.sweepInterval());
        this.properties = properties;
        this.bulk = bulk;
        this.fleet = fleet;
        this.intake = intake;
        this.commands = commands;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean isAutoStartup() {
        return properties.prepare();
    }

    /** What is not found due today is tomorrow. */
    @Override
    protected void turn() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!intake.preparing() && !isDone(today)) {
            var due = fleet.due(bulk.maxRows()); // before the day is taken: if there is no view yet, it is tried again
            if (take(today)) {
                due.forEach(this::prepare);
            }
        }
    }

    private boolean isDone(LocalDate day) {
        return jdbc.sql("select exists (select from renewal_preparation where day = :day)")
                .param("day", day)
                .query(Boolean.class)
                .single();
    }

    /** Of several processes one gets it. */
    private boolean take(LocalDate day) {
        return jdbc.sql("insert into renewal_preparation (day) values (:day) on conflict do nothing")
                        .param("day", day)
                        .update()
                == 1;
    }

    private void prepare(String algorithm, List<Fleet.Chosen> devices) {
        try (Intake.Incoming job = intake.prepare(Instructions.forKeys(algorithm, null, false))) {
            devices.forEach(one -> job.add(JobRow.of((int) job.count() + 1, one.id(), one.name(), null)));
            job.handOver();
            BulkCommand.Start start = job.command(Selection.digest(devices));
            commands.send(start, Origin.PORTAL);
        }
    }
}
