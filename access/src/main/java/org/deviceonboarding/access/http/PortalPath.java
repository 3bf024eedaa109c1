package org.deviceonboarding.access.http;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request below the path of {@code PUBLIC_URL}, as the caller wrote it: neither decoded nor normalised. */
public final class PortalPath {
    private PortalPath() {}

    public static String of(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
