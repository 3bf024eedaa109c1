package org.deviceonboarding.command.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<Integer> held = rows.held(
                batch.job(),
                batch.claim(),
                batch.rows().stream().map(CarryOut.Prepared::row).toList());
        List<DeviceCommand.Register> registrations = registrations(batch);
        Set<String> taken = names.taken(registrations.stream()
                .map(register -> register.details().name())
                .collect(Collectors.toSet()));
        Map<CertifiedKey, RefusalCode> objections = keys.objections(registrations.stream()
                .map(BatchHandler::ownKey)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()));
        List<Rows.RowOutcome> outcomes = new ArrayList<>();
        for (CarryOut.Prepared prepared : batch.rows()) {
            if (held.contains(prepared.row().row())) {
                outcomes.add(carryOut(prepared, taken, objections));
            }
        }
        rows.settle(batch.job(), outcomes);
        int refused = (int)
                outcomes.stream().filter(outcome -> outcome.error() != null).count();
        jobs.count(batch.job(), outcomes.size() - refused, refused);
    }

    private static List<DeviceCommand.Register> registrations(CarryOut batch) {
        return batch.rows().stream()
                .flatMap(prepared -> Optional.ofNullable(prepared.command()).stream())
                .flatMap(envelope -> registration(envelope.command()).stream())
                .toList();
    }

    /** @param objections to keys; a key that the row gets is added to them */
    private Rows.RowOutcome carryOut(
            CarryOut.Prepared prepared, Set<String> taken, Map<CertifiedKey, RefusalCode> objections) {
        int row = prepared.row().row();
        CommandEnvelope envelope = prepared.command();
        if (envelope == null) {
            return new Rows.RowOutcome(row, null, prepared.error());
        }
        DeviceCommand.Register register = registration(envelope.command()).orElse(null);
        if (register != null && taken.contains(register.details().name())) {
            return refused(row, RefusalCode.DUPLICATE_NAME);
        }
        CertifiedKey key = register == null ? null : ownKey(register).orElse(null);
        if (key != null) {
            RefusalCode objection = objections.putIfAbsent(key, RefusalCode.KEY_IN_USE);
            if (objection != null) {
                return refused(row, objection);
            }
        }
        try {
            devices.carryOut(envelope);
            return new Rows.RowOutcome(row, serial(envelope.command()), null);
        } catch (Refused e) {
            return refused(row, e.refusal().code());
        } catch (AggregateNotFoundException e) {
            return refused(row, RefusalCode.NOT_FOUND);
        }
    }

    private static Rows.RowOutcome refused(int row, RefusalCode code) {
        return new Rows.RowOutcome(row, null, code.wireName());
    }

    /** The key that the row brings; nobody else has those that we just made. */
    private static Optional<CertifiedKey> ownKey(DeviceCommand.Register register) {
        return register.certificate().keyHeldBy() == KeyHolder.DEVICE
                ? Optional.of(new CertifiedKey(register.certificate().key()))
                : Optional.empty();
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
