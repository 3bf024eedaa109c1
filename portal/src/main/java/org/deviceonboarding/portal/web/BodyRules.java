package org.deviceonboarding.portal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies beyond {@value #LIMIT} bytes: announced ones at once, others when they get there. And bodies whose type is
 * a wildcard, over which Spring stumbles.
 */
@Component
@Order(0)
class BodyRules extends OncePerRequestFilter {
    static final long LIMIT = 64 * 1024;

    private final ProblemWriter problems;

    BodyRules(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LIMIT) {
            response.setHeader("Connection", "close"); // what is still to come will not be read
            problems.write(response, HttpStatus.CONTENT_TOO_LARGE, PayloadTooLarge.detail(LIMIT));
        } else if (request.getContentType() != null && request.getContentType().contains("*")) {
            problems.write(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body's type has no wildcard");
        } else {
            chain.doFilter(new Limited(request), response);
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {
        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }
    }

    private static final class Counted extends ServletInputStream {
        private final ServletInputStream source;
        private long count;

        Counted(ServletInputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            int next = source.read();
            if (next >= 0) {
                count(1);
            }
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = source.read(target, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private void count(int more) throws PayloadTooLarge {
            count += more;
            if (count > LIMIT) {
                throw new PayloadTooLarge(LIMIT);
            }
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
