package org.deviceonboarding.command.credentials;

import java.time.InstantSource;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes bundles that nobody fetched in time, and records that in the log. Any number of processes may sweep at once.
 */
@Component
class ExpirySweep {
    private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);
    private static final int BATCH = 500;

    private final BundleStore bundles;
    private final CommandDispatcher commands;
    private final InstantSource clock;

    ExpirySweep(BundleStore bundles, CommandDispatcher commands, InstantSource clock) {
        this.bundles = bundles;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${portal.credentials.sweep-interval:30s}")
    void sweep() {
        bundles.expiredAt(clock.instant(), BATCH).forEach((deviceId, expired) -> {
            try {
                commands.send(CommandEnvelope.of(new DeviceCommand.ExpireCredentials(deviceId, expired)), Actor.PORTAL);
            } catch (RuntimeException e) {
                // One device's trouble must not keep the others' keys on the server; the next sweep tries again.
                log.warn("Expired credentials of device {} could not be deleted: {}", deviceId, e.toString());
            }
        });
    }
}
