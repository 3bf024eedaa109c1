package org.deviceonboarding.command.device;

import static java.util.Objects.requireNonNull;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.SealedBundle;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * A device: decides in command handlers, remembers in event handlers.
 *
 * <p>Bundles are stored and taken inside the handlers, so that they live and die in the transaction of their events.
 */
@Aggregate
class Device {
    private static final String OF_THE_PORTAL = "The device belongs to the portal";
    private static final String TO_BE_RESUMED = "Resume it before it is renewed";
    private static final String NOT_DUE = "The device's certificate is not due";
    private static final String MEANT_TO_BE_VOID = "A broker must turn this certificate away";
    private static final String GONE_FOR_GOOD = "The device was decommissioned";
    private static final String NOTHING_TO_HOLD = "The device's certificates are revoked; re-issue it to bring it back";
    private static final String TO_BE_REISSUED =
            "The device's certificates are revoked; only POST /reissue/{id} brings it back";
    private static final String NOT_REVOKED = "Only a revoked device is re-issued";
    private static final String TURNED =
            "The device has lost access or got another certificate since this was asked for; look again";

    private static final String CHANGED_MEANWHILE = "The device is not as you saw it; look again";

    @AggregateIdentifier
    private DeviceId id;

    /** Certificates not revoked, with the end of their validity. */
    private final Map<SerialNumber, Instant> live = new TreeMap<>();

    /** Those of them whose end is in the log. */
    private final Set<SerialNumber> ended = new TreeSet<>();

    private final Set<BundleId> waiting = new LinkedHashSet<>();
    private IssuingPace pace = IssuingPace.NONE_YET;
    private @Nullable NewestCertificate newest;
    private String type = "";

    @SuppressWarnings("NullAway.Init") // known from the first event on
    private DeviceDetails details;

    private DeviceStatus status = DeviceStatus.REVOKED;

    /** The sequence number of the newest event that gave the device a certificate or took access away from it. */
    private long turned;

    @CommandHandler
    Device(DeviceCommand.Register command, BundleStore bundles) {
        apply(DeviceRegistered.of(command.deviceId(), command.details()));
        issue(command.deviceId(), command.certificate(), IssueReason.REGISTRATION);
        seal(command.deviceId(), command.certificate(), command.bundle(), bundles);
    }

    /** Who saw another version than there is must look again, whatever is asked. */
    @CommandHandlerInterceptor
    void compare(
            DeviceCommand command,
            @MetaDataValue(IfMatch.METADATA) @Nullable IfMatch condition,
            LogPosition positions) {
        if (condition != null && !condition.covers(positions.of(command.deviceId()))) {
            throw new Refused(RefusalCode.PRECONDITION_FAILED, CHANGED_MEANWHILE);
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeviceCommand.IssueCanary command) {
        SignedCertificate certificate = command.certificate();
        if (newest == null) {
            apply(DeviceRegistered.of(command.deviceId(), command.details()));
        } else if (newest.isFor(CertifiedKey.in(certificate.pem()))) {
            return;
        }
        Map<SerialNumber, Instant> previous = new TreeMap<>(live);
        issue(id, certificate, newest == null ? IssueReason.REGISTRATION : again(previous));
        revoke(previous, RevocationReason.SUPERSEDED, null);
        if (command.outcast()) {
            revoke(
                    Map.of(certificate.serial(), certificate.notAfter()),
                    RevocationReason.CESSATION_OF_OPERATION,
                    MEANT_TO_BE_VOID);
        }
    }

    @CommandHandler
    String handle(DeviceCommand.CheckRenewal command) {
        refuseRenewal();
        return type;
    }

    @CommandHandler
    void handle(DeviceCommand.Renew command, BundleStore bundles, LogPosition positions) {
        refuseRenewal();
        refuseIfTurned(command.seen(), positions);
        Map<SerialNumber, Instant> previous = new TreeMap<>(live);
        List<BundleId> previouslyWaiting = List.copyOf(waiting);
        issue(id, command.certificate(), IssueReason.RENEWAL);
        seal(id, command.certificate(), command.bundle(), bundles);
        if (command.revokePrevious()) {
            revoke(previous, RevocationReason.SUPERSEDED, null);
            expire(previouslyWaiting, bundles);
        }
    }

    @CommandHandler
    void handle(DeviceCommand.PrepareRenewal command, BundleStore bundles, LogPosition positions) {
        refuseRenewal();
        refuseIfTurned(command.seen(), positions);
        if (newest == null || newest.told() != ValidityState.EXPIRING) {
            throw new Refused(RefusalCode.CONFLICT, NOT_DUE);
        }
        issue(id, command.certificate(), IssueReason.RENEWAL);
        seal(id, command.certificate(), command.bundle(), bundles);
    }

    @CommandHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    String handle(DeviceCommand.CheckReissue command) {
        refuseReissue();
        return type;
    }

    @CommandHandler
    void handle(DeviceCommand.Reissue command, BundleStore bundles, LogPosition positions) {
        refuseReissue();
        refuseIfTurned(command.seen(), positions);
        issue(id, command.certificate(), IssueReason.REISSUE);
        seal(id, command.certificate(), command.bundle(), bundles);
    }

    @CommandHandler
    DeviceDetails handle(DeviceCommand.ChangeDetails command) {
        refuseIfOfThePortal();
        refuseIf(DeviceStatus.DECOMMISSIONED, GONE_FOR_GOOD);
        DeviceDetailsChanged.between(id, details, command.patch().after(details))
                .ifPresent(AggregateLifecycle::apply);
        return details;
    }

    @CommandHandler
    void handle(DeviceCommand.Revoke command, BundleStore bundles) {
        refuseIfOfThePortal();
        revoke(new TreeMap<>(live), command.reason(), command.comment());
        expire(List.copyOf(waiting), bundles);
    }

    @CommandHandler
    void handle(DeviceCommand.Suspend command) {
        refuseIfOfThePortal();
        refuseIf(DeviceStatus.REVOKED, NOTHING_TO_HOLD);
        refuseIf(DeviceStatus.DECOMMISSIONED, GONE_FOR_GOOD);
        if (status != DeviceStatus.SUSPENDED) {
            apply(new DeviceSuspended(
                    id,
                    live.entrySet().stream()
                            .map(held -> new HeldCertificate(held.getKey(), held.getValue()))
                            .toList(),
                    command.comment()));
        }
    }

    @CommandHandler
    void handle(DeviceCommand.Resume command) {
        refuseIfOfThePortal();
        refuseIf(DeviceStatus.REVOKED, NOTHING_TO_HOLD);
        refuseIf(DeviceStatus.DECOMMISSIONED, GONE_FOR_GOOD);
        if (status != DeviceStatus.ACTIVE) {
            apply(new DeviceResumed(id, List.copyOf(live.keySet()), command.comment()));
        }
    }

    @CommandHandler
    void handle(DeviceCommand.Decommission command, BundleStore bundles) {
        refuseIfOfThePortal();
        if (status != DeviceStatus.DECOMMISSIONED) {
            revoke(new TreeMap<>(live), RevocationReason.CESSATION_OF_OPERATION, command.comment());
            expire(List.copyOf(waiting), bundles);
            apply(new DeviceDecommissioned(id, command.comment()));
        }
    }

    @CommandHandler
    byte[] handle(DeviceCommand.DeliverCredentials command, BundleStore bundles) {
        refuseIf(DeviceStatus.DECOMMISSIONED, GONE_FOR_GOOD);
        byte[] zip = bundles.take(command.bundleId())
                .orElseThrow(() -> new Refused(RefusalCode.GONE, "These credentials were delivered or have expired"));
        apply(new CredentialsDownloaded(id, command.bundleId()));
        return zip;
    }

    @CommandHandler
    void handle(DeviceCommand.SettleDelivery command, BundleStore bundles) {
        if (waiting.contains(command.bundleId())) {
            bundles.discard(command.bundleId());
            apply(new CredentialsDownloaded(id, command.bundleId()));
        }
    }

    @CommandHandler
    @SuppressWarnings("unused") // nothing but its kind matters
    void handle(DeviceCommand.CheckDecommission command) {
        refuseIfOfThePortal();
    }

    @CommandHandler
    void handle(DeviceCommand.ExpireCredentials command, BundleStore bundles) {
        expire(command.bundleIds().stream().filter(waiting::contains).toList(), bundles);
    }

    @CommandHandler
    @Nullable
    Instant handle(DeviceCommand.ReviewValidity command) {
        if (type.equals(Canary.TYPE) || newest == null) {
            return null;
        }
        for (SerialNumber serial : over(command.now())) {
            apply(new CertificateExpired(id, serial, live.size() - ended.size() - 1));
        }
        Optional<Instant> due = renewalDue(command.window());
        if (due.isPresent() && !command.now().isBefore(due.get())) {
            apply(new CertificateExpiring(id, newest.serial(), newest.notAfter()));
        }
        return Stream.concat(
                        notEnded().values().stream().map(Device::firstSecondAfter),
                        renewalDue(command.window()).stream())
                .min(Instant::compareTo)
                .orElse(null);
    }

    @CommandHandler
    SelfRenewal handle(DeviceCommand.CheckSelfRenewal command) {
        refuseSelfRenewal(command.presented(), command.now());
        String issued = issuedBefore(command.presented(), command.key(), command.now());
        if (issued == null) {
            refuseHaste(command.now());
        }
        return new SelfRenewal(issued, requireNonNull(newest).lifetime());
    }

    @CommandHandler
    String handle(DeviceCommand.RenewItself command) {
        refuseSelfRenewal(command.presented(), command.now());
        SignedCertificate certificate = command.certificate();
        String issued = issuedBefore(command.presented(), CertifiedKey.in(certificate.pem()), command.now());
        if (issued != null) {
            return issued;
        }
        refuseHaste(command.now());
        issue(id, certificate, IssueReason.RENEWAL);
        return certificate.pem();
    }

    /** The certificates that are over, which the log does not tell yet, in the order of their ends. */
    private List<SerialNumber> over(Instant now) {
        return notEnded().entrySet().stream()
                .filter(certificate -> !now.isBefore(firstSecondAfter(certificate.getValue())))
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<SerialNumber, Instant> notEnded() {
        Map<SerialNumber, Instant> rest = new TreeMap<>(live);
        rest.keySet().removeAll(ended);
        return rest;
    }

    // The last second of a validity belongs to it: TLS lets the certificate in until it has passed.
    private static Instant firstSecondAfter(Instant notAfter) {
        return notAfter.plusSeconds(1);
    }

    private Optional<Instant> renewalDue(RenewalWindow window) {
        return newest != null && live.containsKey(newest.serial()) ? newest.due(window) : Optional.empty();
    }

    // TLS saw no more than a certificate of ours that has not expired by the clock of one machine.
    private void refuseSelfRenewal(SerialNumber presented, Instant now) {
        Instant end = live.get(presented);
        if (end == null || type.equals(Canary.TYPE)) {
            throw new Refused(RefusalCode.FORBIDDEN, "This certificate is revoked, or was never the device's");
        }
        if (now.isAfter(end)) {
            throw new Refused(RefusalCode.FORBIDDEN, "This certificate has expired");
        }
        if (status != DeviceStatus.ACTIVE) {
            throw new Refused(RefusalCode.FORBIDDEN, "The device is not active");
        }
    }

    // The newest, if the device has not been seen with it: then it asks again for what it did not get.
    private @Nullable String issuedBefore(SerialNumber presented, CertifiedKey key, Instant now) {
        return newest != null
                        && !newest.serial().equals(presented)
                        && live.containsKey(newest.serial())
                        && !now.isAfter(newest.notAfter())
                        && newest.isFor(key)
                ? newest.pem()
                : null;
    }

    private void refuseHaste(Instant now) {
        pace.delay(now).ifPresent(delay -> {
            throw new Refused(
                    RefusalCode.RATE_LIMITED,
                    "The device got %d certificates within a day".formatted(IssuingPace.MOST),
                    Map.of("retry_after", Long.toString(delay.toSeconds() + 1)));
        });
    }

    private void refuseRenewal() {
        refuseIfOfThePortal();
        refuseIf(DeviceStatus.SUSPENDED, TO_BE_RESUMED);
        refuseIf(DeviceStatus.REVOKED, TO_BE_REISSUED);
        refuseIf(DeviceStatus.DECOMMISSIONED, GONE_FOR_GOOD);
    }

    private void refuseReissue() {
        refuseIfOfThePortal();
        refuseIf(DeviceStatus.ACTIVE, NOT_REVOKED);
        refuseIf(DeviceStatus.SUSPENDED, NOT_REVOKED);
        refuseIf(DeviceStatus.DECOMMISSIONED, GONE_FOR_GOOD);
    }

    // Somebody who did not know of it must not undo it; that the device is back meanwhile changes nothing about that.
    private void refuseIfTurned(long seen, LogPosition positions) {
        if (turned > positions.sequenceAt(id, seen)) {
            throw new Refused(RefusalCode.CONFLICT, TURNED);
        }
    }

    private void refuseIfOfThePortal() {
        if (type.equals(Canary.TYPE)) {
            throw new Refused(RefusalCode.CONFLICT, OF_THE_PORTAL);
        }
    }

    private void refuseIf(DeviceStatus unfit, String detail) {
        if (status == unfit) {
            throw new Refused(RefusalCode.CONFLICT, detail);
        }
    }

    private void issue(DeviceId deviceId, SignedCertificate certificate, IssueReason reason) {
        apply(certificate.issuedTo(deviceId, reason, newest == null ? null : newest.serial()));
    }

    private static IssueReason again(Map<SerialNumber, Instant> previous) {
        return previous.isEmpty() ? IssueReason.REISSUE : IssueReason.RENEWAL;
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
        type = event.type();
        details = event.details();
    }

    @EventSourcingHandler
    void on(DeviceDetailsChanged event) {
        details = event.after(details);
    }

    @EventSourcingHandler
    void on(CertificateIssued event, @SequenceNumber long sequence) {
        turned = sequence;
        live.put(event.serial(), event.notAfter());
        newest = NewestCertificate.of(event);
        pace = pace.issued(event.notBefore());
        status = status.issued();
    }

    @EventSourcingHandler
    void on(CertificateRevoked event, @SequenceNumber long sequence) {
        turned = sequence;
        live.remove(event.serial());
        ended.remove(event.serial());
        if (live.isEmpty()) {
            status = status.revoked();
        }
    }

    @EventSourcingHandler
    void on(CertificateExpiring event) {
        newest = requireNonNull(newest).told(event.serial(), ValidityState.EXPIRING);
    }

    @EventSourcingHandler
    void on(CertificateExpired event) {
        newest = requireNonNull(newest).told(event.serial(), ValidityState.EXPIRED);
        if (live.containsKey(event.serial())) {
            ended.add(event.serial());
        }
    }

    @EventSourcingHandler
    void on(DeviceSuspended event, @SequenceNumber long sequence) {
        turned = sequence;
        status = status.suspended();
    }

    @EventSourcingHandler
    void on(DeviceResumed event) {
        status = status.resumed();
    }

    @EventSourcingHandler
    void on(DeviceDecommissioned event, @SequenceNumber long sequence) {
        turned = sequence;
        status = DeviceStatus.DECOMMISSIONED;
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
    Device() {}
}
