package org.deviceonboarding.access.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.deviceonboarding.access.http.HealthProbes;
import org.deviceonboarding.access.http.ProblemWriter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests per minute from one address (of IPv6: one /64). It stands before authentication, so it slows the
 * guessing of keys as well. What probes, scrapers and brokers fetch is not counted: they must not be starved by
 * somebody else's noise.
 */
public final class RateLimit extends OncePerRequestFilter {
    private static final Set<String> FREE = Set.of(
            "/health",
            HealthProbes.LIVE,
            HealthProbes.READY,
            "/metrics",
            "/crl",
            "/crl.pem",
            "/crl/root",
            "/crl/root.pem",
            "/crl/chain.pem",
            "/ca.crt",
            "/ca/chain.pem");
    private static final int ADDRESSES = 10_000;

    private final ProblemWriter problems;
    private final int perMinute;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterAccess(Allowance.MINUTE.multipliedBy(2))
            .build();

    public RateLimit(ProblemWriter problems, int perMinute) {
        this.problems = problems;
        this.perMinute = perMinute;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return FREE.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ConsumptionProbe probe = buckets.get(
                        Guesses.network(request.getRemoteAddr()), _ -> Allowance.perMinute(perMinute))
                .tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            problems.rateLimited(response, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
