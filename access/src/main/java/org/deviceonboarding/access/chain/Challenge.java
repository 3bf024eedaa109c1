package org.deviceonboarding.access.chain;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.deviceonboarding.access.http.PortalPath;
import org.deviceonboarding.access.http.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Answers callers who have not signed in: browsers are sent from a page to {@code /login}, others get a 401 with a
 * challenge.
 */
@Component
class Challenge implements AuthenticationEntryPoint {
    private final ProblemWriter problems;

    Challenge(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (wantsPage(request)) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            Redirection.send(
                    response,
                    "/login?next=" + URLEncoder.encode(PortalPath.of(request) + query, StandardCharsets.UTF_8));
        } else {
            refuse(response, e, Optional.empty());
        }
    }

    /**
     * RFC 6750, section 3: an error is named only to those who tried.
     *
     * @param wait how long to wait before the next try, if that is due
     */
    void refuse(HttpServletResponse response, AuthenticationException e, Optional<Duration> wait) throws IOException {
        if (wait.isPresent()) {
            problems.rateLimited(response, wait.get());
            return;
        }
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                e instanceof OAuth2AuthenticationException tried
                        ? "Bearer error=\"" + tried.getError().getErrorCode() + "\""
                        : "Bearer");
        problems.unauthorized(response, e instanceof OAuth2AuthenticationException);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        String path = PortalPath.of(request);
        return request.getMethod().equals("GET")
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && (path.equals("/") || path.equals("/ui") || path.startsWith("/ui/"));
    }
}
