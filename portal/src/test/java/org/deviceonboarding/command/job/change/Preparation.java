package org.deviceonboarding.command.job.change;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.job.BulkProperties;
import org.deviceonboarding.command.job.Intake;
import org.deviceonboarding.command.validity.RenewalProperties;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Days on which it is looked for devices to renew, each further in the future than the one before. */
public class Preparation {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final AtomicInteger DAYS = new AtomicInteger(1_000);

    private final CommandDispatcher commands;
    private final BulkProperties bulk;
    private final FleetSearch fleet;
    private final Intake intake;
    private final LogPosition positions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Preparation(
            CommandDispatcher commands,
            BulkProperties bulk,
            FleetSearch fleet,
            Intake intake,
            LogPosition positions,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.commands = commands;
        this.bulk = bulk;
        this.fleet = fleet;
        this.intake = intake;
        this.positions = positions;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A device with a key from the portal, of whose certificate the log says that the end is near. */
    public String dueDevice(Caller operator, String name) {
        return due(operator, name, "\"key_algorithm\": \"ec-p256\"");
    }

    String due(Caller operator, String name, String key) {
        String id =
                operator.postJson("/register", """
                        {"name": "%s", "type": "pump", "validity_days": 9, %s}""".formatted(name, key)).is(201).field("device_id");
        commands.send(
                CommandEnvelope.of(new DeviceCommand.ReviewValidity(
                        new DeviceId(id),
                        Instant.now().plus(Duration.ofDays(7)),
                        new RenewalWindow(Duration.ofDays(30)))),
                Actor.PORTAL);
        return id;
    }

    /** On another day, until it is done. Answers the job that has credentials for the device. */
    public String renewalOf(String device) {
        on(newDay());
        return awaitRenewal(device);
    }

    static Instant newDay() {
        return Instant.now().plus(Duration.ofDays(DAYS.getAndIncrement()));
    }

    void on(Instant day) {
        on(day, fleet);
    }

    void on(Instant day, FleetSearch seen) {
        await().atMost(GENEROUS).until(() -> !intake.preparing());
        RenewalProperties properties = new RenewalProperties(30, true, Duration.ofHours(1));
        new PreparedRenewals(properties, bulk, seen, intake, commands, positions, jdbc, transaction, () -> day).turn();
    }

    String awaitRenewal(String device) {
        await().atMost(GENEROUS).until(() -> !renewals(device).isEmpty());
        return renewals(device).getFirst();
    }

    private List<String> renewals(String device) {
        return jdbc.sql("""
                        select job.id::text from bulk_job job join bulk_row on bulk_row.job_id = job.id
                        where job.prepared and job.status = 'completed'
                          and bulk_row.device_id = :device and bulk_row.state = 'done'
                        """)
                .param("device", device)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
