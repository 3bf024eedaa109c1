package org.deviceonboarding.access.tls;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code portal.tls.*}: the port with TLS, and whether requests must come over TLS.
 *
 * @param port {@code off}, or a number; 0 for any free port
 * @param certificateFile the server's certificate and its issuers, PEM
 * @param keyFile the server's key, PEM, not encrypted
 * @param force whether requests without TLS are redirected or refused; null: if there is a port with TLS
 * @param publicUrl where redirections lead
 * @param checkInterval the pause between two looks at the files
 * @param connections how many connections the port has at most
 * @param connectionTimeout how long a connection waits for the next bytes
 * @param maxSwallowSize how much of a refused body is read
 * @param maxPostSize the largest form
 */
@ConfigurationProperties("portal.tls")
record TlsProperties(
        String port,
        String certificateFile,
        String keyFile,
        @Nullable Boolean force,
        URI publicUrl,
        Duration checkInterval,
        int connections,
        Duration connectionTimeout,
        DataSize maxSwallowSize,
        DataSize maxPostSize) {
    private static final int LAST_PORT = 65_535;

    TlsProperties {
        if (!port.equals("off")) {
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > LAST_PORT) {
                throw new IllegalArgumentException("HTTPS_PORT is a port, or off");
            }
            if (certificateFile.isEmpty() || keyFile.isEmpty()) {
                throw new IllegalArgumentException("HTTPS_PORT needs TLS_CERTIFICATE_FILE and TLS_KEY_FILE");
            }
        }
        if (isForced(force, port) && !"https".equals(publicUrl.getScheme())) {
            throw new IllegalArgumentException(
                    "Without an https address in PUBLIC_URL, FORCE_HTTPS has no place to send callers to");
        }
    }

    boolean opens() {
        return !port.equals("off");
    }

    int number() {
        return Integer.parseInt(port);
    }

    boolean forced() {
        return isForced(force, port);
    }

    private static boolean isForced(@Nullable Boolean force, String port) {
        return force == null ? !port.equals("off") : force;
    }
}
