package org.deviceonboarding.access.limit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code portal.rate-limit.*}: how many requests a minute a caller may make of the whole installation.
 *
 * @param enabled null: if proxies are believed, for only then callers have addresses of their own
 * @param requestsPerMinute from one address without credentials, and by one device at its port
 * @param keyRequestsPerMinute by one known caller, from wherever
 * @param keys {@code name=requests}: other limits of callers with these names
 * @param processes the number of processes that callers are spread over; each allows its share
 * @param forwardHeaders {@code native} if proxies are believed
 */
@ConfigurationProperties("portal.rate-limit")
public record RateLimitProperties(
        @Nullable Boolean enabled,
        int requestsPerMinute,
        int keyRequestsPerMinute,
        @Nullable List<String> keys,
        int processes,
        String forwardHeaders) {
    public RateLimitProperties {
        keys = keys == null
                ? List.of()
                : keys.stream().filter(pair -> !pair.isBlank()).toList();
        require(requestsPerMinute, "RATE_LIMIT_REQUESTS_PER_MINUTE");
        require(keyRequestsPerMinute, "RATE_LIMIT_KEY_REQUESTS_PER_MINUTE");
        require(processes, "RATE_LIMIT_PROCESSES");
        Map<String, Integer> _ = read(keys);
    }

    private static void require(int number, String setting) {
        if (number < 1) {
            throw new IllegalArgumentException(setting + " is at least 1");
        }
    }

    public boolean on() {
        return enabled == null ? forwardHeaders.equals("native") : enabled;
    }

    Quota ofAnAddress() {
        return share("address", requestsPerMinute);
    }

    Quota ofADevice() {
        return share("device", requestsPerMinute);
    }

    Quota ofACaller(String name) {
        return share("key", read(keys).getOrDefault(name, keyRequestsPerMinute));
    }

    // Rounded up, so that a small limit leaves something for each process.
    private Quota share(String policy, int perMinute) {
        return new Quota(policy, Math.ceilDiv(perMinute, processes));
    }

    private static Map<String, Integer> read(@Nullable List<String> pairs) {
        Map<String, Integer> limits = new HashMap<>();
        for (String pair : pairs == null ? List.<String>of() : pairs) {
            int equals = pair.lastIndexOf('=');
            String number = pair.substring(equals + 1).strip();
            if (equals < 1 || !number.matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException("RATE_LIMIT_KEYS is like a-name=600,another=6000");
            }
            limits.put(pair.substring(0, equals).strip(), Integer.parseInt(number));
        }
        return limits;
    }
}
