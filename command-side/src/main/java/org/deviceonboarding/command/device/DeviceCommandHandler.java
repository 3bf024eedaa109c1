package org.deviceonboarding.command.device;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.NewBundle;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.decision.DecisionInput;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.LogPosition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Handles the commands of devices, one for each transaction or several in that of the handler that calls it. It looks up
 * what the decision needs, lets the aggregate decide, and stores and deletes bundles as the events say, in the transaction
 * of the events.
 */
@Component
public class DeviceCommandHandler {
    private static final String CHANGED_MEANWHILE = "The device is not as you saw it; look again";

    private final Repository<DeviceAggregate> devices;
    private final BundleStore bundles;
    private final LogPosition positions;

    DeviceCommandHandler(Repository<DeviceAggregate> devices, BundleStore bundles, LogPosition positions) {
        this.devices = devices;
        this.bundles = bundles;
        this.positions = positions;
    }

    /**
     * Answers what the command says that it answers. All events of a transaction are appended in one go, so that many devices take
     * no more of the log's lock than one.
     *
     * @throws Refused before anything was changed, so that others of the same transaction can go on
     */
    @CommandHandler
    public @Nullable Object carryOut(CommandEnvelope envelope) {
        String id = envelope.command().deviceId().value();
        return switch (envelope.command()) {
            case DeviceCommand.Register register -> enter(register, requireNonNull(envelope.bundle()));
            case DeviceCommand.IssueCanary _ ->
                carryOut(created(() -> devices.loadOrCreate(id, DeviceAggregate::new)), envelope);
            case DeviceCommand.OfKnownDevice _ -> carryOut(devices.load(id), envelope);
        };
    }

    /** Nobody has its id, so there is nothing to load. */
    private @Nullable Object enter(DeviceCommand.Register register, NewBundle bundle) {
        created(() -> devices.newInstance(() -> {
            DeviceAggregate device = new DeviceAggregate();
            device.carryOut(register, DecisionInput.NONE).forEach(event -> store(event, bundle));
            return device;
        }));
        return null;
    }

    // Axon lets a factory throw whatever it likes; ours throws nothing that is checked.
    private static <T> T created(Callable<T> creation) {
        try {
            return creation.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object carryOut(Aggregate<DeviceAggregate> device, CommandEnvelope envelope) {
        DeviceCommand command = envelope.command();
        requireVersion(command.deviceId(), envelope.condition());
        LookedUp found = lookUp(command);
        return device.<@Nullable Object>invoke(one -> {
            List<DeviceEvent> events = one.carryOut(command, found.input());
            events.forEach(event -> store(event, envelope.bundle()));
            return found.zip() == null ? one.answer(command) : found.zip();
        });
    }

    /** Who saw another version than there is must look again, whatever is asked. */
    private void requireVersion(DeviceId id, @Nullable IfMatch condition) {
        if (condition != null && !condition.covers(positions.of(id))) {
            throw new Refused(RefusalCode.PRECONDITION_FAILED, CHANGED_MEANWHILE);
        }
    }

    /** @param zip the bundle that is to be handed out, if it is there */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record LookedUp(DecisionInput input, byte @Nullable [] zip) {
        private static final LookedUp NOTHING = new LookedUp(DecisionInput.NONE, null);
    }

    private LookedUp lookUp(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Recertify c ->
                new LookedUp(DecisionInput.seen(positions.sequenceAt(c.deviceId(), c.seen())), null);
            case DeviceCommand.DeliverCredentials c -> {
                Optional<byte[]> zip = bundles.lock(c.bundleId());
                yield new LookedUp(DecisionInput.bundleWaits(zip.isPresent()), zip.orElse(null));
            }
            case DeviceCommand.Register _,
                    DeviceCommand.IssueCanary _,
                    DeviceCommand.Check _,
                    DeviceCommand.SelfRenew _,
                    DeviceCommand.Lifecycle _,
                    DeviceCommand.ChangeDetails _,
                    DeviceCommand.SettleDelivery _,
                    DeviceCommand.ExpireCredentials _,
                    DeviceCommand.ReviewValidity _ -> LookedUp.NOTHING;
        };
    }

    private void store(DeviceEvent event, @Nullable NewBundle bundle) {
        switch (event) {
            case CredentialsPackaged e -> bundles.keep(e.deviceId(), requireNonNull(bundle));
            case CredentialsDownloaded e -> bundles.discard(e.bundleId());
            case CredentialsExpired e -> bundles.discard(e.bundleId());
            case DeviceRegistered _,
                    DeviceDetailsChanged _,
                    CertificateIssued _,
                    CertificateRevoked _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    DeviceDecommissioned _ -> {}
        }
    }
}
