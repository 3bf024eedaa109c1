package org.deviceonboarding.cli.doctor;

import java.net.URI;

/**
 * The address at which devices reach the broker.
 *
 * @param guessed whether the address is a guess, because no option gave it
 */
record BrokerAddress(String host, int port, boolean guessed) {
    private static final int MQTT_TLS = 8883;

    static BrokerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new BrokerAddress(text, MQTT_TLS, false);
        }
        return new BrokerAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), false);
    }

    static BrokerAddress besides(URI portal) {
        return new BrokerAddress(portal.getHost(), MQTT_TLS, true);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
