package org.deviceonboarding.crl;

import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** The CRL projector on a port: given events, a test reads the lists that it signs. */
@SpringBootTest(
        classes = {TestServer.class, CrlSide.class, CrlServer.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"portal.crl.check-interval=200ms", "CRL_HISTORY=" + CrlProjectorTest.HISTORY})
@ActiveProfiles("crl")
abstract class CrlProjectorTest extends ServerTest {
    /** How many lists are kept with their bytes. */
    static final int HISTORY = 20;
}
