package org.deviceonboarding.access.tls;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.deviceonboarding.access.http.MachinePaths;
import org.deviceonboarding.access.http.PortalPath;
import org.deviceonboarding.access.http.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no request on that came without TLS, except to the paths of machines. A read without credentials is redirected to
 * {@code PUBLIC_URL}. Everything else is refused, so that nobody goes on sending a key in clear text without knowing it.
 */
final class HttpsOnly extends OncePerRequestFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final URI publicUrl;
    private final ProblemWriter problems;

    HttpsOnly(URI publicUrl, ProblemWriter problems) {
        this.publicUrl = publicUrl;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.isSecure() || MachinePaths.ALL.contains(PortalPath.of(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        boolean credentials =
                request.getHeader(HttpHeaders.AUTHORIZATION) != null || request.getHeader(HttpHeaders.COOKIE) != null;
        if (credentials || !READS.contains(request.getMethod())) {
            problems.httpsRequired(response, publicUrl);
        } else {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.setStatus(HttpStatus.PERMANENT_REDIRECT.value());
            response.setHeader(HttpHeaders.LOCATION, publicUrl + PortalPath.of(request) + query);
        }
    }
}
