package org.deviceonboarding.access.chain;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Sends browsers on, to a path: behind a proxy we may not know our own name. */
public final class Redirection {
    private Redirection() {}

    public static void send(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
