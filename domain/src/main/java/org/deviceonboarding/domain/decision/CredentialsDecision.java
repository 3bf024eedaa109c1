package org.deviceonboarding.domain.decision;

import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/** Decides what becomes of a bundle: it is handed out, or it expires. */
final class CredentialsDecision {
    private static final String GONE = "These credentials were delivered or have expired";

    private CredentialsDecision() {}

    /** The bundle is handed out if it is where bundles are kept, which knows best. */
    static List<DeviceEvent> deliver(Device device, DeviceCommand.DeliverCredentials command, boolean bundleWaits) {
        RefusalRules.refuseIf(device, DeviceStatus.DECOMMISSIONED, RefusalRules.GONE_FOR_GOOD);
        if (!bundleWaits) {
            throw new Refused(RefusalCode.GONE, GONE);
        }
        return List.of(new CredentialsDownloaded(device.id(), command.bundleId()));
    }

    static List<DeviceEvent> settle(Device device, DeviceCommand.SettleDelivery command) {
        return device.waiting().contains(command.bundleId())
                ? List.of(new CredentialsDownloaded(device.id(), command.bundleId()))
                : List.of();
    }

    static List<DeviceEvent> expire(Device device, DeviceCommand.ExpireCredentials command) {
        return List.copyOf(Consequences.expired(
                device,
                command.bundleIds().stream().filter(device.waiting()::contains).toList()));
    }
}
