package org.deviceonboarding.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.access.oidc.TestIssuer;
import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access on a port, with probes behind it. All tests that extend this share one server. */
@SpringBootTest(
        classes = {TestServer.class, Probes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "portal.access.write-interval=200ms",
            "SIGN_IN_FREE_FAILURES=1000",
            "OIDC_AUDIENCE=onboarding",
            "OIDC_ROLE_CLAIM=realm_access.roles",
            "OIDC_ROLE_MAPPING=fleet-ops=operator,readers=auditor,bosses=admin",
            "OIDC_NAME_CLAIM=preferred_username",
            "OIDC_CLIENT_ID=portal-web",
            "OIDC_CLIENT_SECRET=a-secret-of-the-portal",
            "FORWARD_HEADERS=native",
            "RATE_LIMIT_ENABLED=false",
        })
@ActiveProfiles("command")
public abstract class ProbeTest extends ServerTest {
    @Value("${portal.data-dir}")
    private Path data;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry settings) {
        settings.add("OIDC_ISSUER", () -> TestIssuer.URL); // nobody answers there, unless a test starts it
    }

    /** The first admin. */
    @Override
    protected Caller admin() {
        try {
            return new Caller(
                    nobody().port(), Files.readString(data.resolve("admin.key")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metadata of a device's events. */
    protected List<JsonNode> metadata(String device) {
        return jdbc
                .sql("select meta_data from domain_event_entry where aggregate_identifier = :id order by"
                        + " sequence_number")
                .param("id", device)
                .query(String.class)
                .list()
                .stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    /** The types of a device's events. */
    protected List<String> events(String device) {
        return jdbc.sql("select payload_type from domain_event_entry where aggregate_identifier = :id order by"
                        + " sequence_number")
                .param("id", device)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    /** The name of a key that {@link #operator()} or another method of its kind made. */
    protected static String nameOf(Caller caller, String role) {
        return role + "-" + String.valueOf(caller.key()).substring(0, 8);
    }
}
