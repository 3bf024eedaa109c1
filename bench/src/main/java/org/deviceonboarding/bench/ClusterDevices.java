package org.deviceonboarding.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Devices at one broker: one that works all the time, and revoked ones that try to get in. */
record ClusterDevices(String broker, int port, LoadedFleet fleet, Tally tally) {
    private static final int MESSAGES = 30;
    private static final int PAUSE_MILLIS = 300;

    /** What became of a revoked device that tried to connect. */
    enum Attempt {
        LET_IN,
        REFUSED,
        NOBODY_THERE
    }

    /** Connects, publishes for some seconds, and ends the session. */
    void work(LoadedDevice device) throws GeneralSecurityException, InterruptedException {
        try (MqttConnection line = new MqttConnection(device.identity().connect(port, "TLS"))) {
            line.connect(device.id(), null);
            for (int i = 0; i < MESSAGES; i++) {
                if (line.mayPublish("devices/" + device.id() + "/load")) {
                    tally.success(broker);
                } else {
                    tally.error(broker, "refuses a device's own topic");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            tally.error(broker, e.getClass().getSimpleName());
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** A device tries that must not get in, because the portal said that this broker enforces its revocation. */
    void tryBarred() throws GeneralSecurityException {
        Optional<LoadedDevice> device = fleet.anyBarred(broker);
        device.ifPresent(this::mustBeRefused);
    }

    /** @return whether the broker answered */
    boolean mustBeRefused(LoadedDevice device) {
        Attempt attempt = attempt(device);
        switch (attempt) {
            case LET_IN -> {
                tally.count("let in after the receipt");
                tally.violation("revoked device " + device.id() + " got in at " + broker + " after the receipt");
            }
            case REFUSED -> tally.count("refused after the receipt");
            case NOBODY_THERE -> tally.error(broker, "does not answer a revoked device");
        }
        return attempt != Attempt.NOBODY_THERE;
    }

    Attempt attempt(LoadedDevice device) {
        try {
            return new BrokerProbe(port, device.identity()).isLetIn() ? Attempt.LET_IN : Attempt.REFUSED;
        } catch (IOException e) {
            return Attempt.NOBODY_THERE; // It does not listen, or ended while we connected.
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has no TLS", e);
        }
    }
}
