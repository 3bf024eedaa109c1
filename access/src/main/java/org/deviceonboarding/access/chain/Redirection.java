package org.deviceonboarding.access.chain;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Redirects browsers to a path without a host name: behind a proxy the portal may not know its own name. */
public final class Redirection {
    private Redirection() {}

    public static void send(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
