package org.deviceonboarding.command.device;

import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.command.bundle.SealedBundle;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a device. The portal's own devices refuse what operators ask. */
public sealed interface DeviceCommand {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    DeviceId deviceId();

    /** The device enters the fleet with its first certificate. */
    record Register(DeviceId deviceId, DeviceDetails details, SignedCertificate certificate, SealedBundle bundle)
            implements DeviceCommand {}

    /**
     * Asks, before slow work is done for it, whether the device would be renewed. Answers its type ({@code String}), or
     * refuses as {@link Renew} does.
     */
    record CheckRenewal(DeviceId deviceId) implements DeviceCommand {}

    /**
     * A further certificate; earlier ones stay valid unless {@code revokePrevious}. Refused unless the device is active, and if it
     * has left {@code active} or got another certificate since, even if it is back.
     *
     * @param seen the log's position when the request was first looked at: later events are news to the requester
     */
    record Renew(
            DeviceId deviceId, long seen, SignedCertificate certificate, SealedBundle bundle, boolean revokePrevious)
            implements DeviceCommand {}

    /** Asks whether the device would be re-issued. Answers its type ({@code String}), or refuses as {@link Reissue} does. */
    record CheckReissue(DeviceId deviceId) implements DeviceCommand {}

    /**
     * Brings a revoked device back with a new certificate. Refused unless it is revoked, and if it was brought back and revoked
     * again since.
     *
     * @param seen as in {@link Renew}
     */
    record Reissue(DeviceId deviceId, long seen, SignedCertificate certificate, SealedBundle bundle)
            implements DeviceCommand {}

    /**
     * A further certificate for a device that is due for one, though nobody asked; earlier ones stay valid. Refused unless the
     * device is active and the log has said of its newest certificate that the end is near, and as {@link Renew} is.
     *
     * @param seen as in {@link Renew}
     */
    record PrepareRenewal(DeviceId deviceId, long seen, SignedCertificate certificate, SealedBundle bundle)
            implements DeviceCommand {}

    /**
     * Something else is said of the device. Answers what is said from here on ({@code DeviceDetails}). Refused once it is
     * decommissioned, and if another device has or had the name.
     */
    record ChangeDetails(DeviceId deviceId, DetailsPatch patch) implements DeviceCommand {}

    /**
     * All certificates become void, those on hold too. Answers nothing; asking twice, or after the device was decommissioned,
     * is the same wish granted once.
     */
    record Revoke(
            DeviceId deviceId,
            RevocationReason reason,
            @Nullable String comment) implements DeviceCommand {}

    /**
     * All certificates are on hold until {@link Resume}. Bundles keep waiting behind their links: what is in them is on hold
     * as well. Refused without a certificate to hold.
     */
    record Suspend(DeviceId deviceId, @Nullable String comment) implements DeviceCommand {}

    /** The hold is over. Refused if the device was revoked or decommissioned, which no hold can undo. */
    record Resume(DeviceId deviceId, @Nullable String comment) implements DeviceCommand {}

    /** The device leaves the fleet for good: its certificates become void, its bundles are deleted. Its name stays taken. */
    record Decommission(DeviceId deviceId, @Nullable String comment) implements DeviceCommand {}

    /**
     * A certificate for one of the portal's own devices, which enters the fleet if it is new. Its earlier ones become
     * void; the outcast's new one too. Nothing happens if its newest is for the same key.
     */
    record IssueCanary(DeviceId deviceId, DeviceDetails details, SignedCertificate certificate, boolean outcast)
            implements DeviceCommand {}

    /** Hands out the bundle, once. Answers the encrypted ZIP ({@code byte[]}). */
    record DeliverCredentials(DeviceId deviceId, BundleId bundleId) implements DeviceCommand {}

    /** Puts on record that the bundle left with its batch, and deletes it. Nothing happens if it no longer waits. */
    record SettleDelivery(DeviceId deviceId, BundleId bundleId) implements DeviceCommand {}

    /** Asks whether the device could be decommissioned, and changes nothing. */
    record CheckDecommission(DeviceId deviceId) implements DeviceCommand {}
    /**
     * Records each certificate that is over, and that the end of the newest one is near, unless the log has it. Answers when
     * to ask again ({@code Instant}), or null: not before there is another certificate.
     */
    record ReviewValidity(DeviceId deviceId, Instant now, RenewalWindow window) implements DeviceCommand {}

    /**
     * Asks, before a certificate is signed for it, whether the device may renew itself. Answers a {@link SelfRenewal}, or
     * refuses as {@link RenewItself} does.
     *
     * @param presented the certificate by which the device showed who it is
     * @param key that it wants the next one for
     */
    record CheckSelfRenewal(DeviceId deviceId, SerialNumber presented, CertifiedKey key, Instant now)
            implements DeviceCommand {}

    /**
     * A further certificate for a device that asked by itself, with one of its live ones; that one stays valid. Answers the
     * certificate that counts (PEM, {@code String}): the one given, or the one it got for the same key before.
     */
    record RenewItself(DeviceId deviceId, SerialNumber presented, SignedCertificate certificate, Instant now)
            implements DeviceCommand {}

    /** Deletes bundles that nobody fetched in time. */
    record ExpireCredentials(DeviceId deviceId, List<BundleId> bundleIds) implements DeviceCommand {}
}
