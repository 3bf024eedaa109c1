package org.deviceonboarding.command.job;

import org.axonframework.commandhandling.CommandHandler;
import org.deviceonboarding.command.device.DeviceCommandHandler;
import org.springframework.stereotype.Component;

/** Handles {@link SettleBatch}: appends the events of the bundles, and marks the batch as settled. */
@Component
class SettleHandler {
    private final Jobs jobs;
    private final Downloads downloads;
    private final DeviceCommandHandler devices;

    SettleHandler(Jobs jobs, Downloads downloads, DeviceCommandHandler devices) {
        this.jobs = jobs;
        this.downloads = downloads;
        this.devices = devices;
    }

    @CommandHandler
    void handle(SettleBatch batch) {
        if (!downloads.end(batch.job(), batch.streamedRow())) {
            return; // it goes on after all, and is looked at anew once that is over
        }
        batch.bundles().forEach(devices::carryOut);
        if (batch.last()) {
            jobs.settled(batch.job());
        }
    }
}
