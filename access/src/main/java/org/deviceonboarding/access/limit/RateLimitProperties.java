package org.deviceonboarding.access.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code portal.rate-limit.*}: how many requests one address may make.
 *
 * @param enabled off by default: behind one proxy all callers would share one address
 */
@ConfigurationProperties("portal.rate-limit")
public record RateLimitProperties(boolean enabled, int requestsPerMinute) {
    public RateLimitProperties {
        if (enabled && requestsPerMinute < 1) {
            throw new IllegalArgumentException("RATE_LIMIT_REQUESTS_PER_MINUTE is at least 1");
        }
    }
}
