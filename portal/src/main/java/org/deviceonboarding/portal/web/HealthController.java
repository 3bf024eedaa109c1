package org.deviceonboarding.portal.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /health}. Without its database or its CA a process is of no use; everything else degrades it. */
@RestController
class HealthController {
    private static final List<String> VITAL = List.of("database", "certificate_authority");

    private final Map<String, HealthIndicator> indicators;
    private final InstantSource clock;
    private final String version;

    HealthController(
            Map<String, HealthIndicator> indicators, InstantSource clock, ObjectProvider<BuildProperties> build) {
        this.indicators = new TreeMap<>(indicators);
        this.clock = clock;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? "development" : String.valueOf(properties.getVersion());
    }

    @GetMapping("/health")
    ResponseEntity<HealthAnswer> health() {
        Map<String, String> checks = new LinkedHashMap<>();
        Map<String, Map<String, Object>> details = new LinkedHashMap<>();
        String overall = "healthy";
        for (Map.Entry<String, HealthIndicator> indicator : indicators.entrySet()) {
            Health health = Objects.requireNonNull(indicator.getValue().health());
            String state = state(health.getStatus());
            checks.put(indicator.getKey(), state);
            if (!health.getDetails().isEmpty()) {
                details.put(indicator.getKey(), health.getDetails());
            }
            overall = worse(overall, indicator.getKey(), state);
        }
        return ResponseEntity.status(overall.equals("unhealthy") ? 503 : 200)
                .cacheControl(CacheControl.noStore())
                .body(new HealthAnswer(
                        overall, clock.instant().truncatedTo(ChronoUnit.MILLIS), version, checks, details));
    }

    private static String state(Status status) {
        return status.equals(Status.UP) ? "healthy" : status.equals(Status.DOWN) ? "unhealthy" : "degraded";
    }

    private static String worse(String overall, String check, String state) {
        if (state.equals("healthy") || overall.equals("unhealthy")) {
            return overall;
        }
        return state.equals("unhealthy") && VITAL.contains(check) ? "unhealthy" : "degraded";
    }

    record HealthAnswer(
            String status,
            Instant timestamp,
            String version,
            Map<String, String> checks,
            Map<String, Map<String, Object>> details) {}
}
