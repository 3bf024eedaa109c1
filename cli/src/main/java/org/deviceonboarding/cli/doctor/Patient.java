package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.cli.authority.PublishedCa;
import org.deviceonboarding.cli.http.PortalClient;
import tools.jackson.databind.JsonNode;

/**
 * What is examined, and what is known of it already.
 *
 * @param health as the portal says it
 * @param broker where devices reach the broker
 */
record Patient(PortalClient portal, JsonNode health, BrokerAddress broker, InstantSource clock) {
    /** The root last. */
    List<X509Certificate> chain() throws IOException {
        return PublishedCa.chain(portal);
    }
}
