package org.deviceonboarding.portal.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * The health check of the container's image: exits with 0 if the process at {@code PORT} of this machine is ready, otherwise
 * with 1. A program of its own, so that the image needs no shell and no curl for it.
 */
public final class ReadyCheck {
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final String DEFAULT_PORT = "5000";

    private ReadyCheck() {}

    public static void main(String... args) {
        System.exit(isReady(System.getenv().getOrDefault("PORT", DEFAULT_PORT)) ? 0 : 1);
    }

    static boolean isReady(String port) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/ready")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException _) {
            return false;
        }
    }
}
