package org.deviceonboarding.command.validity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.log.lease.Repeated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has devices whose certificates are due reviewed: a device then appends that its renewal is due or that a certificate has expired.
 * Several processes may sweep at once; each device is reviewed by one of them.
 */
@Component
class ValiditySweep extends Repeated {
    private static final Logger log = LoggerFactory.getLogger(ValiditySweep.class);
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    private final DueReviews reviews;
    private final CommandDispatcher commands;
    private final InstantSource clock;
    private final ClockSkew skew;
    private final RenewalWindow window;

    ValiditySweep(
            DueReviews reviews,
            CommandDispatcher commands,
            InstantSource clock,
            ClockSkew skew,
            RenewalProperties properties) {
        super("validity-sweep", properties.sweepInterval());
        this.reviews = reviews;
        this.commands = commands;
        this.clock = clock;
        this.skew = skew;
        this.window = properties.window();
    }

    @Override
    protected void turn() throws InterruptedException {
        for (int batch = 0; batch < BATCHES; batch++) {
            Instant now = clock.instant();
            if (!skew.tolerates(now)) {
                return;
            }
            List<DeviceId> due = reviews.claim(now, window, BATCH);
            review(due, now);
            if (due.size() < BATCH) {
                return;
            }
        }
    }

    private void review(List<DeviceId> due, Instant now) throws InterruptedException {
        for (DeviceId device : due) {
            boolean stopping = Thread.interrupted();
            if (!stopping) {
                review(device, now);
                stopping = Thread.interrupted(); // this review may have come to nothing
            }
            if (stopping) {
                reviews.release(due.subList(due.indexOf(device), due.size()), now);
                throw new InterruptedException();
            }
        }
    }

    private void review(DeviceId device, Instant now) {
        try {
            commands.send(CommandEnvelope.of(new DeviceCommand.ReviewValidity(device, now, window)), Actor.PORTAL);
        } catch (RuntimeException e) {
            // The other devices are reviewed all the same. This one is due again when its lease ends.
            log.warn("The validity of device {} could not be reviewed: {}", device, e.toString());
        }
    }
}
