package org.deviceonboarding.domain.decision;

import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/** Decides a command: a table of contents of this package. */
public final class DeviceDecision {
    private DeviceDecision() {}

    /**
     * The events that follow, in their order; none if what is asked for is so already.
     *
     * @param device null if it was never registered
     * @throws Refused if a rule says no
     */
    public static List<DeviceEvent> decide(@Nullable Device device, DeviceCommand command, DecisionInput input) {
        return switch (command) {
            case DeviceCommand.Register c -> RegistrationDecision.register(device, c);
            case DeviceCommand.IssueCanary c -> CanaryDecision.issue(device, c);
            case DeviceCommand.OfKnownDevice c -> decide(known(device), c, input);
        };
    }

    private static List<DeviceEvent> decide(Device device, DeviceCommand.OfKnownDevice command, DecisionInput input) {
        return switch (command) {
            case DeviceCommand.CheckRenewal _ -> RenewalDecision.check(device);
            case DeviceCommand.Renew c -> RenewalDecision.renew(device, c, input.seen());
            case DeviceCommand.PrepareRenewal c -> RenewalDecision.prepare(device, c, input.seen());
            case DeviceCommand.CheckReissue _ -> ReissueDecision.check(device);
            case DeviceCommand.Reissue c -> ReissueDecision.reissue(device, c, input.seen());
            case DeviceCommand.CheckSelfRenewal c -> SelfRenewalDecision.check(device, c);
            case DeviceCommand.RenewItself c -> SelfRenewalDecision.renew(device, c);
            case DeviceCommand.Suspend c -> SuspensionDecision.suspend(device, c);
            case DeviceCommand.Resume c -> SuspensionDecision.resume(device, c);
            case DeviceCommand.Revoke c -> RevocationDecision.revoke(device, c);
            case DeviceCommand.CheckDecommission _ -> DecommissionDecision.check(device);
            case DeviceCommand.Decommission c -> DecommissionDecision.decommission(device, c);
            case DeviceCommand.ChangeDetails c -> DetailsDecision.change(device, c);
            case DeviceCommand.DeliverCredentials c -> CredentialsDecision.deliver(device, c, input.bundleWaits());
            case DeviceCommand.SettleDelivery c -> CredentialsDecision.settle(device, c);
            case DeviceCommand.ExpireCredentials c -> CredentialsDecision.expire(device, c);
            case DeviceCommand.ReviewValidity c -> ExpiryDecision.review(device, c);
        };
    }

    /**
     * What the command's sender is told; null if there is nothing to tell.
     *
     * @param device after the events that followed
     */
    public static @Nullable Object answer(@Nullable Device device, DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.CheckRenewal _, DeviceCommand.CheckReissue _ ->
                known(device).type();
            case DeviceCommand.CheckSelfRenewal c -> SelfRenewalDecision.offer(known(device), c);
            case DeviceCommand.RenewItself _ -> SelfRenewalDecision.certificate(known(device));
            case DeviceCommand.ChangeDetails _ -> known(device).details();
            case DeviceCommand.Register _,
                    DeviceCommand.IssueCanary _,
                    DeviceCommand.Recertify _,
                    DeviceCommand.Lifecycle _,
                    DeviceCommand.CheckDecommission _,
                    DeviceCommand.Credentials _,
                    DeviceCommand.ReviewValidity _ -> null;
        };
    }

    private static Device known(@Nullable Device device) {
        if (device == null) {
            throw new Refused(RefusalCode.NOT_FOUND, "There is no such device");
        }
        return device;
    }
}
