package org.deviceonboarding.command.device;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.modelling.command.Repository;
import org.deviceonboarding.command.bundle.BundleStore;
import org.springframework.stereotype.Component;

/**
 * Carries out commands of several devices in the transaction of the command handler that calls it. All their events are appended
 * in one go, so that many devices take no more of the log's lock than one.
 */
@Component
public class DeviceBatch {
    private final Configuration axon;
    private final BundleStore bundles;

    DeviceBatch(Configuration axon, BundleStore bundles) {
        this.axon = axon;
        this.bundles = bundles;
    }

    /** A refusal is thrown before anything was changed, so that the others can go on. */
    public void carryOut(DeviceCommand command) {
        Repository<Device> devices = axon.repository(Device.class);
        if (command instanceof DeviceCommand.Register register) {
            enter(devices, register);
        } else {
            carryOut(devices, command);
        }
    }

    private void enter(Repository<Device> devices, DeviceCommand.Register register) {
        try {
            devices.newInstance(() -> new Device(register, bundles));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void carryOut(Repository<Device> devices, DeviceCommand command) {
        try {
            devices.load(command.deviceId().value()).handle(new GenericCommandMessage<>(command));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
