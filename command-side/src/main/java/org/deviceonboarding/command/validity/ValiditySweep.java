package org.deviceonboarding.command.validity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.log.lease.Repeated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks devices about the ends of their certificates when a review is due. Any number of processes may sweep at once;
 * each device is asked by one of them.
 */
@Component
class ValiditySweep extends Repeated {
    private static final Logger log = LoggerFactory.getLogger(ValiditySweep.class);
    private static final int BATCH = 500;
    private static final int BATCHES = 20;
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Reviews reviews;
    private final CommandDispatcher commands;
    private final InstantSource clock;
    private final ClockSkew skew;
    private final RenewalWindow window;
    private boolean windowKnown;

    ValiditySweep(
            Reviews reviews,
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
        if (!windowKnown) {
            reviews.bringForward(window);
            windowKnown = true;
        }
        for (int batch = 0; batch < BATCHES; batch++) {
            Instant now = clock.instant();
            if (!skew.tolerates(now)) {
                return;
            }
            List<Reviews.Due> due = reviews.claim(now, LEASE, BATCH);
            for (Reviews.Due one : due) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                review(one, now);
            }
            if (due.size() < BATCH) {
                return;
            }
        }
    }

    private void review(Reviews.Due due, Instant now) {
        try {
            CommandEnvelope review = CommandEnvelope.of(new DeviceCommand.ReviewValidity(due.deviceId(), now, window));
            reviews.settle(
                    due, commands.ask(review, Actor.PORTAL, Instant.class).orElse(null));
        } catch (RuntimeException e) {
            // One device's trouble is not the others'; its turn comes again with the end of the lease.
            log.warn("The validity of device {} could not be reviewed: {}", due.deviceId(), e.toString());
        }
    }
}
