package org.deviceonboarding.access.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies of more than {@value #LIMIT} bytes, or more than a list of devices may have: announced ones at once,
 * others when they get there, and bodies that trickle in. And bodies whose type is a wildcard, over which Spring stumbles.
 */
@Component
@Order(0)
class BodyRules extends OncePerRequestFilter {
    static final long LIMIT = 64 * 1024;

    private final ProblemWriter problems;
    private final long list;
    private final Duration deadline;

    BodyRules(
            ProblemWriter problems,
            @Value("${portal.bulk.max-bytes}") DataSize list,
            @Value("${portal.body-deadline:20s}") Duration deadline) {
        this.problems = problems;
        this.list = list.toBytes();
        this.deadline = deadline;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit =
                request.getMethod().equals("POST") && request.getServletPath().equals("/imports") ? list : LIMIT;
        if (request.getContentLengthLong() > limit) {
            response.setHeader("Connection", "close"); // what is still to come will not be read
            problems.write(response, HttpStatus.CONTENT_TOO_LARGE, PayloadTooLarge.detail(limit));
        } else if (request.getContentType() != null && request.getContentType().contains("*")) {
            problems.write(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body's type has no wildcard");
        } else {
            chain.doFilter(new Limited(request, limit, limit == LIMIT ? deadline : null), response);
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {
        private final long limit;
        private final @Nullable Duration deadline;

        /** @param deadline null for a list, which has rules of its own */
        Limited(HttpServletRequest request, long limit, @Nullable Duration deadline) {
            super(request);
            this.limit = limit;
            this.deadline = deadline;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), limit, deadline);
        }
    }

    private static final class Counted extends ServletInputStream {
        private final ServletInputStream source;
        private final long limit;
        private final @Nullable Duration deadline;
        private final long start = System.nanoTime();
        private long count;

        Counted(ServletInputStream source, long limit, @Nullable Duration deadline) {
            this.source = source;
            this.limit = limit;
            this.deadline = deadline;
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

        private void count(int more) throws IOException {
            count += more;
            if (count > limit) {
                throw new PayloadTooLarge(limit);
            }
            if (deadline != null && System.nanoTime() - start > deadline.toNanos()) {
                throw new BodyTooSlow(deadline);
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
