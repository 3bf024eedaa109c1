package org.deviceonboarding.access.caller;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.deviceonboarding.log.trace.Tracing;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives each request an id, which its events, its log lines and its answer share. A caller's own id is taken if it has
 * 8 to 64 harmless characters.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class CorrelationFilter extends OncePerRequestFilter {
    private static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = CorrelationFilter.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private final SecureRandom random;
    private final Tracing tracing;

    CorrelationFilter(SecureRandom random, ObjectProvider<Tracing> tracing) {
        this.random = random;
        this.tracing = tracing.getIfAvailable(() -> Tracing.OFF);
    }

    public static String idOf(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && SANE.matcher(given).matches() ? given : fresh();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        try (MDC.MDCCloseable _ = MDC.putCloseable("correlation_id", id);
                MDC.MDCCloseable _ = MDC.putCloseable("user_ip", request.getRemoteAddr())) {
            trace(request, response, chain, id);
        }
    }

    /** A span has the pattern of the path and not the path, which may be a secret. Probes and scrapes have none. */
    private void trace(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String id)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (tracing.equals(Tracing.OFF) || path.equals("/metrics") || path.startsWith("/health")) {
            chain.doFilter(request, response);
            return;
        }
        Tracing.Step span = tracing.request(id);
        try {
            chain.doFilter(request, response);
        } finally {
            Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            span.name(request.getMethod() + (pattern == null ? "" : " " + pattern));
            span.set("http.response.status_code", Integer.toString(response.getStatus()));
            span.close();
        }
    }

    private String fresh() {
        byte[] bits = new byte[12];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
