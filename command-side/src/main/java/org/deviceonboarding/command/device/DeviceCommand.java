package org.deviceonboarding.command.device;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.command.bundle.SealedBundle;
import org.deviceonboarding.messages.device.BundleId;
import org.deviceonboarding.messages.device.DeviceDetails;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.RevocationReason;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a device. */
public sealed interface DeviceCommand {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    DeviceId deviceId();

    /** The device enters the fleet with its first certificate. */
    record Register(DeviceId deviceId, DeviceDetails details, SignedCertificate certificate, SealedBundle bundle)
            implements DeviceCommand {}

    /** A further certificate; earlier ones stay valid unless {@code revokePrevious}. */
    record Renew(DeviceId deviceId, SignedCertificate certificate, SealedBundle bundle, boolean revokePrevious)
            implements DeviceCommand {}

    /** All certificates become void. Answers nothing; asking twice is the same wish granted once. */
    record Revoke(
            DeviceId deviceId,
            RevocationReason reason,
            @Nullable String comment) implements DeviceCommand {}

    /** Hands out the bundle, once. Answers the encrypted ZIP ({@code byte[]}). */
    record DeliverCredentials(DeviceId deviceId, BundleId bundleId) implements DeviceCommand {}

    /** Deletes bundles that nobody fetched in time. */
    record ExpireCredentials(DeviceId deviceId, List<BundleId> bundleIds) implements DeviceCommand {}
}
