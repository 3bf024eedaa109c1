package org.deviceonboarding.web;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.Map;
import org.deviceonboarding.audit.AuditSide;
import org.deviceonboarding.audit.required.AclComparison;
import org.deviceonboarding.audit.required.FirstReceipts;
import org.deviceonboarding.audit.required.KnownDevices;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.deviceonboarding.query.QuerySide;
import org.deviceonboarding.query.fleet.DeviceModels;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The pages on a port, and the two sides that they read from: given events, a test reads the HTML. */
@SpringBootTest(
        classes = {TestServer.class, QuerySide.class, AuditSide.class, WebModule.class, WebTest.Connection.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("query")
// Auditors' inquiries need these; no page does.
@MockitoBean(types = {AclComparison.class, FirstReceipts.class})
public abstract class WebTest extends ServerTest {
    private static final Instant END = Instant.parse("2036-06-01T00:00:00Z");

    static class Connection {
        /** Pages only wait for the devices that there are. */
        @Bean
        KnownDevices knownDevices(DeviceModels devices) {
            KnownDevices known = mock(KnownDevices.class);
            when(known.projection()).thenReturn(devices);
            return known;
        }
    }

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
