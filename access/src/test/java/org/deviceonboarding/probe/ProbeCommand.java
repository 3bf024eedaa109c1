package org.deviceonboarding.probe;

import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.log.command.Command;

/** Asks for one event of a device, whatever its state. */
public record ProbeCommand(DeviceEvent event) implements Command {
    @Override
    public String aggregate() {
        return event.deviceId().value();
    }
}
