package org.deviceonboarding.command.device;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.SealedBundle;
import org.deviceonboarding.messages.device.BundleId;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.IssueReason;
import org.deviceonboarding.messages.device.RevocationReason;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.CredentialsDownloaded;
import org.deviceonboarding.messages.event.CredentialsExpired;
import org.deviceonboarding.messages.event.CredentialsPackaged;
import org.deviceonboarding.messages.event.DeviceRegistered;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A device: decides in command handlers, remembers in event handlers.
 *
 * <p>Bundles are stored and taken inside the handlers, so that they live and die in the transaction of their events.
 */
@Aggregate
class Device {
    @AggregateIdentifier
    private DeviceId id;

    /** Certificates not revoked, with the end of their validity. */
    private final Map<SerialNumber, Instant> live = new TreeMap<>();

    private final Set<BundleId> waiting = new LinkedHashSet<>();
    private @Nullable SerialNumber newest;

    @CommandHandler
    Device(DeviceCommand.Register command, BundleStore bundles) {
        apply(DeviceRegistered.of(command.deviceId(), command.details()));
        issue(command.deviceId(), command.certificate(), IssueReason.REGISTRATION);
        seal(command.deviceId(), command.certificate(), command.bundle(), bundles);
    }

    @CommandHandler
    void handle(DeviceCommand.Renew command, BundleStore bundles) {
        Map<SerialNumber, Instant> previous = new TreeMap<>(live);
        List<BundleId> previouslyWaiting = List.copyOf(waiting);
        issue(id, command.certificate(), previous.isEmpty() ? IssueReason.REISSUE : IssueReason.RENEWAL);
        seal(id, command.certificate(), command.bundle(), bundles);
        if (command.revokePrevious()) {
            revoke(previous, RevocationReason.SUPERSEDED, null);
            expire(previouslyWaiting, bundles);
        }
    }

    @CommandHandler
    void handle(DeviceCommand.Revoke command, BundleStore bundles) {
        revoke(new TreeMap<>(live), command.reason(), command.comment());
        expire(List.copyOf(waiting), bundles);
    }

    @CommandHandler
    byte[] handle(DeviceCommand.DeliverCredentials command, BundleStore bundles) {
        byte[] zip = bundles.take(command.bundleId())
                .orElseThrow(() -> new Refused(RefusalCode.GONE, "These credentials were delivered or have expired"));
        apply(new CredentialsDownloaded(id, command.bundleId()));
        return zip;
    }

    @CommandHandler
    void handle(DeviceCommand.ExpireCredentials command, BundleStore bundles) {
        expire(command.bundleIds().stream().filter(waiting::contains).toList(), bundles);
    }

    private void issue(DeviceId deviceId, SignedCertificate certificate, IssueReason reason) {
        apply(certificate.issuedTo(deviceId, reason, newest));
    }

    private static void seal(
            DeviceId deviceId, SignedCertificate certificate, SealedBundle bundle, BundleStore bundles) {
        bundles.keep(deviceId, bundle);
        apply(new CredentialsPackaged(
                deviceId, bundle.id(), certificate.serial(), bundle.digest(), bundle.expiresAt()));
    }

    private void revoke(Map<SerialNumber, Instant> serials, RevocationReason reason, @Nullable String comment) {
        serials.forEach((serial, notAfter) -> apply(new CertificateRevoked(id, serial, reason, comment, notAfter)));
    }

    // Also for certificates just revoked: what is void is not worth delivering.
    private void expire(List<BundleId> bundleIds, BundleStore bundles) {
        for (BundleId bundleId : bundleIds) {
            bundles.discard(bundleId);
            apply(new CredentialsExpired(id, bundleId));
        }
    }

    @EventSourcingHandler
    void on(DeviceRegistered event) {
        id = event.deviceId();
    }

    @EventSourcingHandler
    void on(CertificateIssued event) {
        live.put(event.serial(), event.notAfter());
        newest = event.serial();
    }

    @EventSourcingHandler
    void on(CertificateRevoked event) {
        live.remove(event.serial());
    }

    @EventSourcingHandler
    void on(CredentialsPackaged event) {
        waiting.add(event.bundleId());
    }

    @EventSourcingHandler
    void on(CredentialsDownloaded event) {
        waiting.remove(event.bundleId());
    }

    @EventSourcingHandler
    void on(CredentialsExpired event) {
        waiting.remove(event.bundleId());
    }

    // Axon needs a blank instance to replay into.
    @SuppressWarnings({"NullAway.Init", "unused"})
    private Device() {}
}
