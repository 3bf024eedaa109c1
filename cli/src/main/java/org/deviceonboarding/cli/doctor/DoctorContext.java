package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.cli.authority.PublishedCa;
import org.deviceonboarding.cli.http.PortalClient;
import tools.jackson.databind.JsonNode;

/**
 * What the checks share: the connections to the portal and what is known so far.
 *
 * @param portal a client with our key, if there is a key
 * @param open a client without a key, because the portal refuses a bad key even where no key is needed
 * @param health the portal's answer to {@code GET /health}
 * @param broker the address at which devices reach the broker
 */
record DoctorContext(
        PortalClient portal, PortalClient open, JsonNode health, BrokerAddress broker, InstantSource clock) {
    /** The CA's certificates, the root last. */
    List<X509Certificate> chain() throws IOException {
        return PublishedCa.chain(open);
    }
}
