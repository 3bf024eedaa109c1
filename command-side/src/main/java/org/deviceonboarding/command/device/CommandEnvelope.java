package org.deviceonboarding.command.device;

import org.deviceonboarding.command.bundle.NewBundle;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.log.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command for a device, together with the bundle and the condition that the decision itself does not need.
 *
 * @param bundle the bytes of the bundle that the command names; null if it names none
 * @param condition upon which versions of the device the change may build; null if upon any
 */
public record CommandEnvelope(
        DeviceCommand command,
        @Nullable NewBundle bundle,
        @Nullable IfMatch condition) implements Command {
    @Override
    public String aggregate() {
        return command.deviceId().value();
    }

    @Override
    public boolean onlyAppends() {
        return switch (command) {
            case DeviceCommand.DeliverCredentials _,
                    DeviceCommand.SettleDelivery _,
                    DeviceCommand.ExpireCredentials _ -> false; // they lock and discard bundles
            case DeviceCommand.Register _,
                    DeviceCommand.IssueCanary _,
                    DeviceCommand.Check _,
                    DeviceCommand.Recertify _,
                    DeviceCommand.SelfRenew _,
                    DeviceCommand.Lifecycle _,
                    DeviceCommand.ChangeDetails _,
                    DeviceCommand.ReviewValidity _ -> true;
        };
    }

    public static CommandEnvelope of(DeviceCommand command) {
        return new CommandEnvelope(command, null, null);
    }

    public static CommandEnvelope of(DeviceCommand command, NewBundle bundle) {
        return new CommandEnvelope(command, bundle, null);
    }

    /** The same, to be carried out on this condition, if there is one. */
    public CommandEnvelope on(@Nullable IfMatch required) {
        return new CommandEnvelope(command, bundle, required);
    }
}
