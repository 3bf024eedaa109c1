package org.deviceonboarding.query;

import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** The query side on a port: given events, a test reads what the side answers over HTTP. */
@SpringBootTest(
        classes = {TestServer.class, QuerySide.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("query")
public abstract class QueryTest extends ServerTest {}
