package org.deviceonboarding.access.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.apache.commons.logging.LogFactory;
import org.deviceonboarding.access.connection.ConnectionLimits;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.lease.Repeated;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.tomcat.SslConnectorCustomizer;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/**
 * The port with TLS. It looks at its files again and again, and new connections get a new certificate without a restart. Files that
 * do not fit together replace nothing: the port keeps the certificate that it has, and health says so.
 */
final class TlsPort extends Repeated implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(TlsPort.class);
    private static final Status DEGRADED = new Status("DEGRADED");
    /** Programs renew certificates when a third or half of their life is left. From an eighth on, something is wrong. */
    private static final int LAST_PART = 8;

    private final Path certificateFile;
    private final Path keyFile;
    private final InstantSource clock;
    private final Connector connector;
    private final SslConnectorCustomizer tls;
    private volatile PortCertificate shown;
    private volatile @Nullable String problem;

    TlsPort(TlsProperties properties, InstantSource clock) {
        super("tls-certificate", properties.checkInterval());
        this.certificateFile = Path.of(properties.certificateFile());
        this.keyFile = Path.of(properties.keyFile());
        this.clock = clock;
        this.shown = first();
        this.connector = ConnectionLimits.beside(
                properties.connections(), (int) properties.connectionTimeout().toMillis(), (int)
                        properties.maxSwallowSize().toBytes());
        connector.setMaxPostSize((int) properties.maxPostSize().toBytes());
        connector.setPort(properties.number());
        connector.setScheme("https");
        connector.setSecure(true);
        this.tls = new SslConnectorCustomizer(LogFactory.getLog(TlsPort.class), connector, ClientAuth.NONE);
        tls.customize(shown.bundle(), Map.of());
    }

    private PortCertificate first() {
        try {
            return PortCertificate.read(PortCertificate.Texts.of(certificateFile, keyFile));
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "The port with TLS cannot be opened: " + reason(e),
                    "See TLS_CERTIFICATE_FILE and TLS_KEY_FILE.",
                    e);
        }
    }

    /** The port for Tomcat, which starts and stops it. */
    Connector connector() {
        return connector;
    }

    @Override
    protected void turn() {
        try {
            PortCertificate.Texts texts = PortCertificate.Texts.of(certificateFile, keyFile);
            if (!texts.equals(shown.texts())) {
                PortCertificate next = PortCertificate.read(texts);
                tls.update(null, next.bundle());
                shown = next;
                log.info(
                        "The port with TLS has a new certificate, until {}",
                        next.certificate().getNotAfter().toInstant());
            }
            problem = null;
        } catch (IOException | GeneralSecurityException e) {
            String reason = reason(e);
            if (!reason.equals(problem)) {
                log.warn("The port with TLS keeps its certificate: {}", reason);
            }
            problem = reason;
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException ? "a file cannot be read: " + e.getMessage() : String.valueOf(e.getMessage());
    }

    @Override
    public Health health() {
        Instant end = shown.certificate().getNotAfter().toInstant();
        String reason = problem;
        Instant begin = shown.certificate().getNotBefore().toInstant();
        boolean ends =
                clock.instant().isAfter(end.minus(Duration.between(begin, end).dividedBy(LAST_PART)));
        Health.Builder health = reason == null && !ends ? Health.up() : Health.status(DEGRADED);
        health.withDetail("port", connector.getLocalPort()).withDetail("expires_at", end);
        if (reason != null) {
            health.withDetail("problem", reason);
        }
        return health.build();
    }
}
