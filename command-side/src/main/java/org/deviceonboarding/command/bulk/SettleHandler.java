package org.deviceonboarding.command.bulk;

import org.axonframework.commandhandling.CommandHandler;
import org.deviceonboarding.command.device.DeviceBatch;
import org.springframework.stereotype.Component;

/** Brings what became of a batch's bundles into the log, some at a time. */
@Component
class SettleHandler {
    private final Jobs jobs;
    private final DeviceBatch devices;

    SettleHandler(Jobs jobs, DeviceBatch devices) {
        this.jobs = jobs;
        this.devices = devices;
    }

    @CommandHandler
    void handle(SettleBatch batch) {
        jobs.lock(batch.job());
        batch.bundles().forEach(devices::carryOut);
        if (batch.last()) {
            jobs.settled(batch.job());
        }
    }
}
