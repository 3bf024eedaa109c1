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
 * @param portal with our key, if there is one
 * @param open without: a bad key is refused even where none is needed
 * @param health as the portal says it
 * @param broker where devices reach the broker
 */
record DoctorContext(
        PortalClient portal, PortalClient open, JsonNode health, BrokerAddress broker, InstantSource clock) {
    /** The root last. */
    List<X509Certificate> chain() throws IOException {
        return PublishedCa.chain(open);
    }
}
