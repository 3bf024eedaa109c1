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
import org.deviceonboarding.access.caller.DeviceAuthentication;
import org.deviceonboarding.access.http.MachinePaths;
import org.deviceonboarding.access.http.PortalPath;
import org.deviceonboarding.access.http.ProblemWriter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests per minute of each known caller, and of each address (of IPv6: one /64) that shows no credentials. It stands
 * after authentication, so that a key has its own limit wherever it is used. Wrong credentials count for the address. What
 * probes, scrapers and brokers fetch is not counted, because somebody else's noise must not starve them.
 *
 * <p>Answers tell the quota in the headers of draft-ietf-httpapi-ratelimit-headers.
 */
public final class RateLimit extends OncePerRequestFilter {
    private static final int CALLERS = 10_000;

    private final ProblemWriter problems;
    private final RateLimitProperties properties;
    private final Cache<String, Bucket> callers = buckets();
    /** Apart from the callers: whoever changes addresses must not make a caller's count forgotten. */
    private final Cache<String, Bucket> addresses = buckets();

    public RateLimit(ProblemWriter problems, RateLimitProperties properties) {
        this.problems = problems;
        this.properties = properties;
    }

    private static Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(CALLERS)
                .expireAfterAccess(Allowance.MINUTE.multipliedBy(2))
                .build();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = PortalPath.of(request);
        return MachinePaths.ALL.contains(path) || path.startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (admits(request, response)) {
            chain.doFilter(request, response);
        }
    }

    /**
     * Counts a request.
     *
     * @return false if there were too many; then the answer is written
     */
    public boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        Quota quota = known == null
                ? properties.ofAnAddress()
                : known instanceof DeviceAuthentication
                        ? properties.ofADevice()
                        : properties.ofACaller(known.getName());
        String subject = known == null ? Guesses.network(request.getRemoteAddr()) : known.getName();
        ConsumptionProbe probe = (known == null ? addresses : callers)
                .get(quota.policy() + " " + subject, _ -> Allowance.perMinute(quota.perMinute()))
                .tryConsumeAndReturnRemaining(1);
        response.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d".formatted(quota.policy(), quota.perMinute(), Allowance.MINUTE.toSeconds()));
        response.setHeader(
                "RateLimit",
                "\"%s\";r=%d;t=%d"
                        .formatted(
                                quota.policy(),
                                probe.getRemainingTokens(),
                                Duration.ofNanos(probe.getNanosToWaitForReset()).toSeconds() + 1));
        if (!probe.isConsumed()) {
            problems.rateLimited(response, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        return probe.isConsumed();
    }
}
