package org.deviceonboarding.access.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the path of {@code PUBLIC_URL} before each path in {@code Location}. The rest of the portal names its own paths, which is
 * also what it stores of an answer that may be repeated. Addresses of other servers stay as they are.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LocationFilter extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getContextPath().isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Located(response, request.getContextPath()));
    }

    private static final class Located extends HttpServletResponseWrapper {
        private final String prefix;

        Located(HttpServletResponse response, String prefix) {
            super(response);
            this.prefix = prefix;
        }

        private String value(String name, String value) {
            return name.equalsIgnoreCase(HttpHeaders.LOCATION) && value.startsWith("/") ? prefix + value : value;
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, value(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, value(name, value));
        }

        @Override
        public void sendRedirect(String location) throws IOException {
            super.sendRedirect(value(HttpHeaders.LOCATION, location));
        }
    }
}
