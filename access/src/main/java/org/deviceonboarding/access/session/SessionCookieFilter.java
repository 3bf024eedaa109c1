package org.deviceonboarding.access.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.deviceonboarding.access.caller.CallerAuthentication;
import org.deviceonboarding.access.http.HealthProbes;
import org.deviceonboarding.access.http.PortalPath;
import org.deviceonboarding.access.http.ProblemWriter;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the caller whose session cookie a request has. A cookie that stands for no session is taken back, and the
 * request goes on as anybody's.
 */
final class SessionCookieFilter extends OncePerRequestFilter {
    private static final String SESSION = SessionCookieFilter.class.getName();

    private final WebSessions sessions;
    private final Cookies cookies;
    private final ProblemWriter problems;

    SessionCookieFilter(WebSessions sessions, Cookies cookies, ProblemWriter problems) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.problems = problems;
    }

    /** What the request's cookie stands for. */
    record PresentedSession(String token, WebSession session) {
        @Override
        public String toString() {
            return "Session " + session.id();
        }
    }

    /** The session that the request belongs to. */
    static Optional<PresentedSession> session(HttpServletRequest request) {
        return Optional.ofNullable((PresentedSession) request.getAttribute(SESSION));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PortalPath.of(request).startsWith("/assets/")
                || HealthProbes.PATHS.contains(request.getServletPath())
                || !cookies.has(request, SignIns.COOKIE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            problems.twoCallers(response);
            return;
        }
        Optional<PresentedSession> known;
        try {
            known = cookies.read(request, SignIns.COOKIE)
                    .flatMap(token -> sessions.find(token).map(session -> new PresentedSession(token, session)));
        } catch (DataAccessException e) {
            problems.unavailable(response);
            return;
        }
        if (known.isPresent()) {
            request.setAttribute(SESSION, known.get());
            SecurityContextHolder.setContext(new SecurityContextImpl(
                    new CallerAuthentication(known.get().session().caller())));
        } else {
            cookies.clear(request, response, SignIns.COOKIE);
        }
        chain.doFilter(request, response);
    }
}
