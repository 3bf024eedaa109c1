package org.deviceonboarding.command.deviceport;

import java.time.Duration;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Service;
import org.deviceonboarding.log.lease.Repeated;
import org.deviceonboarding.pki.CertificateAuthority;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * Opens the port for devices beside the main one, and renews its server certificate in time. If it cannot be opened,
 * the rest of the portal does its work, and it is tried again.
 */
public final class DevicePortServer extends Repeated implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(DevicePortServer.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Status DEGRADED = new Status("DEGRADED");

    private final ServletWebServerApplicationContext context;
    private final ServerIdentities identities;
    private final CertificateAuthority authority;
    private final int port;
    private volatile @Nullable DeviceConnector connector;
    private @Nullable ServerIdentity shown;

    DevicePortServer(
            ServletWebServerApplicationContext context,
            ServerIdentities identities,
            CertificateAuthority authority,
            int port) {
        super("device-port", PAUSE);
        this.context = context;
        this.identities = identities;
        this.authority = authority;
        this.port = port;
    }

    @Override
    protected void turn() {
        DeviceConnector open = connector;
        if (open == null) {
            ServerIdentity identity = identities.current();
            connector = opened(identity);
            shown = identity;
        } else if (shown == null || !identities.serves(shown)) {
            ServerIdentity next = identities.current();
            open.show(next);
            shown = next;
        }
    }

    private @Nullable DeviceConnector opened(ServerIdentity identity) {
        if (!(context.getWebServer() instanceof TomcatWebServer server)) {
            return null;
        }
        DeviceConnector opening = new DeviceConnector(port, identity, authority.chain());
        Service service = server.getTomcat().getService();
        try {
            service.addConnector(opening); // which starts it
        } catch (IllegalArgumentException e) {
            log.debug("A connector does not start", e);
        }
        if (opening.getState() != LifecycleState.STARTED) {
            service.removeConnector(opening);
            throw new IllegalStateException("The port " + port + " for devices cannot be opened");
        }
        log.info("Devices renew themselves at port {}", opening.getLocalPort());
        return opening;
    }

    /** The port in use, or -1 as long as it is not open. */
    public int port() {
        DeviceConnector open = connector;
        return open == null ? -1 : open.getLocalPort();
    }

    @Override
    public Health health() {
        int open = port();
        return open > 0
                ? Health.up().withDetail("port", open).build()
                : Health.status(DEGRADED).build();
    }
}
