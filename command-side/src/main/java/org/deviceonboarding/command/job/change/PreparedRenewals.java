package org.deviceonboarding.command.job.change;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deviceonboarding.command.job.BulkCommand;
import org.deviceonboarding.command.job.BulkProperties;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.command.job.Intake;
import org.deviceonboarding.command.job.JobRow;
import org.deviceonboarding.command.validity.RenewalProperties;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.log.lease.Repeated;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Once a day, if that is switched on, starts the renewal of devices that are due and cannot renew themselves, with
 * keys of the same kind as before. The credentials wait for somebody to claim them.
 */
@Component
class PreparedRenewals extends Repeated {
    private final RenewalProperties properties;
    private final BulkProperties bulk;
    private final FleetSearch fleet;
    private final Intake intake;
    private final CommandDispatcher commands;
    private final LogPosition positions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    PreparedRenewals(
            RenewalProperties properties,
            BulkProperties bulk,
            FleetSearch fleet,
            Intake intake,
            CommandDispatcher commands,
            LogPosition positions,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            InstantSource clock) {
        super("prepared-renewals", properties.sweepInterval());
        this.properties = properties;
        this.bulk = bulk;
        this.fleet = fleet;
        this.intake = intake;
        this.commands = commands;
        this.positions = positions;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public boolean isAutoStartup() {
        return properties.prepare();
    }

    /** What becomes due after that has its turn tomorrow. */
    @Override
    protected void turn() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!intake.preparing() && !isDone(today)) {
            long seen = positions.head(); // before they are chosen
            Map<String, List<FleetSearch.Chosen>> due = due();
            if (!due.isEmpty()) {
                // Either the day is over and all has begun, or neither.
                transaction.executeWithoutResult(_ -> begin(today, due, seen));
            }
        }
    }

    /** In the order of devices, as bulk changes take them. Whatever has credentials waiting already gets no further ones. */
    private Map<String, List<FleetSearch.Chosen>> due() {
        Set<DeviceId> waiting = intake.prepared();
        Map<String, List<FleetSearch.Chosen>> due = new TreeMap<>();
        fleet.due(bulk.maxRows()).forEach((algorithm, devices) -> {
            List<FleetSearch.Chosen> without = devices.stream()
                    .filter(device -> !waiting.contains(device.id()))
                    .sorted(Comparator.comparing(device -> device.id().value()))
                    .toList();
            if (!without.isEmpty()) {
                due.put(algorithm, without);
            }
        });
        return due;
    }

    private void begin(LocalDate today, Map<String, List<FleetSearch.Chosen>> due, long seen) {
        if (take(today)) {
            List<BulkCommand.Start> starts = new ArrayList<>();
            due.forEach((algorithm, devices) -> starts.add(prepared(algorithm, devices, seen)));
            starts.forEach(start -> commands.send(start, Actor.PORTAL)); // last, for now others wait for the log
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

    private BulkCommand.Start prepared(String algorithm, List<FleetSearch.Chosen> devices, long seen) {
        Instructions instructions = Instructions.forKeys(algorithm, null, false).seen(seen);
        try (Intake.Incoming job = intake.prepare(instructions)) {
            devices.forEach(one -> job.add(JobRow.of((int) job.count() + 1, one.id(), one.name(), null)));
            job.handOver();
            return job.command(Selection.digest(devices));
        }
    }
}
