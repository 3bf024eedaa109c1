package org.deviceonboarding.access.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.deviceonboarding.log.database.Change;
import org.deviceonboarding.log.database.DatabaseFault;
import org.deviceonboarding.log.database.Foreground;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how long a change waits for the database. With the pool's own bound it is answered within five seconds, if it
 * is of one device; what works on many has more time at a stretch. A read has more time for each answer of the database, and if the
 * database fails, it is answered like a change.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ChangeFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(ChangeFilter.class);
    private static final Duration SHORT = Duration.ofMillis(3_800);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration OF_A_READ = Duration.ofSeconds(10);
    private static final Duration OF_A_READ_OF_MANY = Duration.ofSeconds(60);
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Pattern OF_MANY = Pattern.compile(
            "/imports|/bulk/(revoke|renew)|/credentials/batch/.*|/audit/.*|/acl-templates/[^/]*/preview");

    private final ProblemWriter problems;
    private final Foreground foreground;

    ChangeFilter(ProblemWriter problems, Foreground foreground) {
        this.problems = problems;
        this.foreground = foreground;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Change.Work<ServletException, IOException> work = () -> pass(request, response, chain);
        boolean ofMany = OF_MANY.matcher(request.getServletPath()).matches();
        if (READS.contains(request.getMethod())) {
            new Change(ofMany ? OF_A_READ_OF_MANY : OF_A_READ).make(work);
        } else if (ofMany) {
            new Change(LONG).make(work);
        } else {
            foreground.<ServletException, IOException>make(() -> new Change(SHORT).make(work));
        }
    }

    // Filters ask the database too, and no advice hears of what they meet.
    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            Optional<DatabaseFault> fault = DatabaseFault.of(e);
            if (response.isCommitted() || fault.isEmpty()) {
                throw e;
            }
            log.error("The database does not answer: {}", e.toString());
            problems.failed(response, fault.get());
        }
    }
}
