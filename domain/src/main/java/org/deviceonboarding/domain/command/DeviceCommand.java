package org.deviceonboarding.domain.command;

import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/** The commands of a device, in families of one use case each. The portal's own devices refuse what operators ask. */
public sealed interface DeviceCommand {
    /** Whose turn it is. */
    DeviceId deviceId();

    /** The device enters the fleet with its first certificate. */
    record Register(DeviceId deviceId, DeviceDetails details, SignedCertificate certificate, BundleReference bundle)
            implements DeviceCommand {}

    /**
     * A certificate for one of the portal's own devices, which enters the fleet if it is new. Its earlier ones become
     * void; the outcast's new one too. Nothing happens if its newest is for the same key.
     */
    record IssueCanary(DeviceId deviceId, DeviceDetails details, SignedCertificate certificate, boolean outcast)
            implements DeviceCommand {}

    /** What is asked of a device that is in the fleet already. */
    sealed interface OfKnownDevice extends DeviceCommand {}

    /** Asks, before slow work is done for it or others are troubled, whether something would be refused. Changes nothing. */
    sealed interface Check extends OfKnownDevice {}

    /** Whether the device would be renewed. Answers its type ({@code String}), or refuses as {@link Renew} does. */
    record CheckRenewal(DeviceId deviceId) implements Check {}

    /** Whether the device would be re-issued. Answers its type ({@code String}), or refuses as {@link Reissue} does. */
    record CheckReissue(DeviceId deviceId) implements Check {}

    /** Whether the device could be decommissioned. */
    record CheckDecommission(DeviceId deviceId) implements Check {}

    /** A further certificate, asked for by somebody who looked at the device a while ago. */
    sealed interface Recertify extends OfKnownDevice {
        /** The log's position when the request was first looked at: later events are news to the requester. */
        long seen();

        SignedCertificate certificate();

        BundleReference bundle();
    }

    /**
     * A further certificate; earlier ones stay valid unless {@code revokePrevious}. Refused unless the device is active, and if it
     * has left {@code active} or got another certificate since, even if it is back.
     */
    record Renew(
            DeviceId deviceId, long seen, SignedCertificate certificate, BundleReference bundle, boolean revokePrevious)
            implements Recertify {}

    /**
     * A further certificate for a device that is due for one, though nobody asked; earlier ones stay valid. Refused unless the
     * device is active and the log has said of its newest certificate that the end is near, and as {@link Renew} is.
     */
    record PrepareRenewal(DeviceId deviceId, long seen, SignedCertificate certificate, BundleReference bundle)
            implements Recertify {}

    /**
     * Brings a revoked device back with a new certificate. Refused unless it is revoked, and if it was brought back and revoked
     * again since.
     */
    record Reissue(DeviceId deviceId, long seen, SignedCertificate certificate, BundleReference bundle)
            implements Recertify {}

    /** What a device asks by itself, with one of its live certificates, when it wants the next one. */
    sealed interface SelfRenew extends OfKnownDevice {
        /** The certificate by which the device showed who it is. */
        SerialNumber presented();

        /** SHA-256 of the public key that it wants the next one for. */
        Sha256 key();

        Instant now();
    }

    /**
     * Asks, before a certificate is signed for it, whether the device may renew itself. Answers a {@link SelfRenewal}, or
     * refuses as {@link RenewItself} does.
     */
    record CheckSelfRenewal(DeviceId deviceId, SerialNumber presented, Sha256 key, Instant now) implements SelfRenew {}

    /**
     * A further certificate; the one that was presented stays valid. Answers the certificate that counts (PEM, {@code String}):
     * the one given, or the one that the device got for the same key before.
     */
    record RenewItself(DeviceId deviceId, SerialNumber presented, SignedCertificate certificate, Instant now)
            implements SelfRenew {
        @Override
        public Sha256 key() {
            return certificate.key();
        }
    }

    /** A device's way through its life. */
    sealed interface Lifecycle extends OfKnownDevice {}

    /**
     * All certificates become void, those on hold too. Asking twice, or after the device was decommissioned, is the same wish
     * granted once.
     */
    record Revoke(
            DeviceId deviceId,
            RevocationReason reason,
            @Nullable String comment) implements Lifecycle {}

    /**
     * All certificates are on hold until {@link Resume}. Bundles keep waiting behind their links: what is in them is on hold
     * as well. Refused without a certificate to hold.
     */
    record Suspend(DeviceId deviceId, @Nullable String comment) implements Lifecycle {}

    /** The hold is over. Refused if the device was revoked or decommissioned, which no hold can undo. */
    record Resume(DeviceId deviceId, @Nullable String comment) implements Lifecycle {}

    /** The device leaves the fleet for good: its certificates become void, its bundles are deleted. Its name stays taken. */
    record Decommission(DeviceId deviceId, @Nullable String comment) implements Lifecycle {}

    /**
     * Something else is said of the device. Answers what is said from here on ({@code DeviceDetails}). Refused once it is
     * decommissioned, and if another device has or had the name.
     */
    record ChangeDetails(DeviceId deviceId, DetailsPatch patch) implements OfKnownDevice {}

    /** What becomes of bundles that wait. */
    sealed interface Credentials extends OfKnownDevice {}

    /** Hands out the bundle, once. */
    record DeliverCredentials(DeviceId deviceId, BundleId bundleId) implements Credentials {}

    /** Puts on record that the bundle left with its batch, and deletes it. Nothing happens if it no longer waits. */
    record SettleDelivery(DeviceId deviceId, BundleId bundleId) implements Credentials {}

    /** Deletes bundles that nobody fetched in time. */
    record ExpireCredentials(DeviceId deviceId, List<BundleId> bundleIds) implements Credentials {}

    /**
     * Records each certificate that is over, and that the end of the newest one is near, unless the log has it. Answers when
     * to ask again ({@code Instant}), or null: not before there is another certificate.
     */
    record ReviewValidity(DeviceId deviceId, Instant now, RenewalWindow window) implements OfKnownDevice {}
}
