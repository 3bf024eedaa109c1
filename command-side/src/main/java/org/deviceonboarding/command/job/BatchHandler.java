package org.deviceonboarding.command.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.device.DeviceCommandHandler;
import org.deviceonboarding.command.device.DeviceNames;
import org.deviceonboarding.command.key.KeyClaims;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Handles a batch of rows: appends their events and marks the rows as done, in one transaction. The job's row is
 * locked first, the log last.
 */
@Component
class BatchHandler {
    private final Jobs jobs;
    private final Rows rows;
    private final DeviceCommandHandler devices;
    private final DeviceNames names;
    private final KeyClaims keys;

    BatchHandler(Jobs jobs, Rows rows, DeviceCommandHandler devices, DeviceNames names, KeyClaims keys) {
        this.jobs = jobs;
        this.rows = rows;
        this.devices = devices;
        this.names = names;
        this.keys = keys;
    }

    @CommandHandler
    void handle(CarryOut batch) {
        if (jobs.lock(batch.job()).map(Job::status).orElse(JobStatus.CANCELLED) != JobStatus.RUNNING) {
            return; // cancelled meanwhile
        }
        Set<Integer> held = rows.held(batch.job(), batch.claim());
        Set<String> taken = names.taken(registrations(batch));
        Set<CertifiedKey> claimed = new HashSet<>();
        List<Rows.RowOutcome> outcomes = new ArrayList<>();
        for (CarryOut.Prepared prepared : batch.rows()) {
            if (held.contains(prepared.row().row())) {
                outcomes.add(carryOut(prepared, taken, claimed));
            }
        }
        rows.settle(batch.job(), outcomes);
        int refused = (int)
                outcomes.stream().filter(outcome -> outcome.error() != null).count();
        jobs.count(batch.job(), outcomes.size() - refused, refused);
    }

    private static Set<String> registrations(CarryOut batch) {
        Set<String> names = new HashSet<>();
        for (CarryOut.Prepared prepared : batch.rows()) {
            CommandEnvelope envelope = prepared.command();
            if (envelope != null) {
                registration(envelope.command())
                        .ifPresent(register -> names.add(register.details().name()));
            }
        }
        return names;
    }

    private Rows.RowOutcome carryOut(CarryOut.Prepared prepared, Set<String> taken, Set<CertifiedKey> claimed) {
        int row = prepared.row().row();
        CommandEnvelope envelope = prepared.command();
        if (envelope == null) {
            return new Rows.RowOutcome(row, null, prepared.error());
        }
        Optional<DeviceCommand.Register> registration = registration(envelope.command());
        if (registration
                .filter(register -> taken.contains(register.details().name()))
                .isPresent()) {
            return new Rows.RowOutcome(row, null, RefusalCode.DUPLICATE_NAME.wireName());
        }
        try {
            registration.ifPresent(register -> requireFreeKey(register, claimed));
            devices.carryOut(envelope);
            return new Rows.RowOutcome(row, serial(envelope.command()), null);
        } catch (Refused e) {
            return new Rows.RowOutcome(row, null, e.refusal().code().wireName());
        } catch (AggregateNotFoundException e) {
            return new Rows.RowOutcome(row, null, RefusalCode.NOT_FOUND.wireName());
        }
    }

    /** Only keys that rows bring; nobody else has those that we just made. */
    private void requireFreeKey(DeviceCommand.Register register, Set<CertifiedKey> claimed) {
        if (register.certificate().keyHeldBy() == KeyHolder.DEVICE) {
            CertifiedKey key = new CertifiedKey(register.certificate().key());
            keys.requireFree(key, register.deviceId());
            if (!claimed.add(key)) {
                throw new Refused(RefusalCode.KEY_IN_USE, "A row before has the same key");
            }
        }
    }

    private static @Nullable String serial(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Register register ->
                register.certificate().serial().hex();
            case DeviceCommand.Recertify recertify ->
                recertify.certificate().serial().hex();
            case DeviceCommand.IssueCanary _,
                    DeviceCommand.Check _,
                    DeviceCommand.SelfRenew _,
                    DeviceCommand.Lifecycle _,
                    DeviceCommand.Credentials _,
                    DeviceCommand.ChangeDetails _,
                    DeviceCommand.ReviewValidity _ -> null;
        };
    }

    private static Optional<DeviceCommand.Register> registration(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Register register -> Optional.of(register);
            case DeviceCommand.IssueCanary _, DeviceCommand.OfKnownDevice _ -> Optional.empty();
        };
    }
}
