package org.deviceonboarding.web;

import java.time.Instant;
import java.util.Map;
import org.deviceonboarding.audit.AuditSide;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.deviceonboarding.query.QuerySide;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** The pages on a port, and the two sides that they read from: given events, a test reads the HTML. */
@SpringBootTest(
        classes = {TestServer.class, QuerySide.class, AuditSide.class, WebModule.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("query")
public abstract class WebTest extends ServerTest {
    private static final Instant END = Instant.parse("2036-06-01T00:00:00Z");

    /** A device that was registered and got a certificate, just now. */
    protected GivenDevice registered(String name, String location) {
        GivenDevice device = GivenDevice.until(END);
        given().happened(Instant.now(), device.registered(name, "pump", location, Map.of()), device.issued());
        return device;
    }

    /** Asks as a browser does. */
    protected static Answer browse(Caller caller, String path) {
        return caller.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }
}
