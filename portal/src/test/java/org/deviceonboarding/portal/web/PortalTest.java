package org.deviceonboarding.portal.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.deviceonboarding.access.oidc.TestIssuer;
import org.deviceonboarding.command.job.change.Preparation;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.fixture.server.Outage;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.http.RawConnection;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole portal on a port, without a broker. All tests that extend this share one. */
@SpringBootTest(
        classes = Portal.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "PORTAL_ROLES=command,query,crl",
            "PUBLIC_URL=http://portal.example",
            "portal.credentials.sweep-interval=200ms",
            "portal.metrics.interval=200ms",
            "portal.as-of.check-interval=500ms",
            "ASOF_SNAPSHOT_EVENTS=100",
            "CRL_HISTORY=20",
            "portal.upkeep.interval=200ms",
            "portal.processes.interval=200ms",
            "portal.state-proof.cron=-",
            "portal.access.write-interval=200ms",
            "SIGN_IN_FREE_FAILURES=1000",
            "OIDC_AUDIENCE=onboarding",
            "OIDC_ROLE_CLAIM=realm_access.roles",
            "OIDC_ROLE_MAPPING=fleet-ops=operator,readers=auditor,bosses=admin",
            "OIDC_NAME_CLAIM=preferred_username",
            "OIDC_CLIENT_ID=portal-web",
            "OIDC_CLIENT_SECRET=a-secret-of-the-portal",
            "DEVICE_PORT=0",
            "FORWARD_HEADERS=native",
            "RATE_LIMIT_ENABLED=false",
            "portal.renewal.sweep-interval=1h",
        })
@Import({Outage.class, Preparation.class})
public abstract class PortalTest {
    protected static final String PUBLIC_URL = "http://portal.example";

    private static final Path DATA = dataDirectory();

    @Autowired
    protected JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void placeForItsData(DynamicPropertyRegistry settings) {
        settings.add("DATABASE_URL", () -> TestPostgres.empty().url());
        settings.add("DATA_DIR", DATA::toString);
        settings.add("OIDC_ISSUER", () -> TestIssuer.URL); // nobody answers there, unless a test starts it
    }

    private static Path dataDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "http-");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    protected Caller nobody() {
        return new Caller(port, null);
    }

    protected Caller admin() {
        try {
            return new Caller(port, Files.readString(DATA.resolve("admin.key")).strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    protected Caller operator() {
        return withNewKey("OPERATOR");
    }

    protected Caller auditor() {
        return withNewKey("AUDITOR");
    }

    private Caller withNewKey(String role) {
        String key = UUID.randomUUID() + "-" + UUID.randomUUID();
        jdbc.sql("insert into api_key (name, hash, roles) values (:name, :hash, array[:role])")
                .param("name", role.toLowerCase(java.util.Locale.ROOT) + "-" + key.substring(0, 8))
                .param("hash", Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex())
                .param("role", role)
                .update();
        return new Caller(port, key);
    }

    protected RawConnection raw() {
        return new RawConnection(port);
    }

    protected WrittenRows written() {
        return WrittenRows.in(jdbc);
    }

    /** A name no other test uses. */
    protected static String newName() {
        return "device-" + UUID.randomUUID();
    }
}
