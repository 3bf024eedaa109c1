package org.deviceonboarding.portal.health;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.deviceonboarding.access.http.HealthProbes;
import org.deviceonboarding.log.projection.ProjectionHealth;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@code GET /health}. A process without its database or its CA is unhealthy, and so is a process with only the
 * {@code acl} role without its broker; every other problem degrades it. The checks run in parallel and have a deadline,
 * so that the answer comes within two seconds even if the database hangs.
 *
 * <p>{@code GET /health/live} says that the process answers. {@code GET /health/ready} runs only the checks of what
 * this process needs in order to serve requests.
 */
@RestController
class HealthController {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final Set<String> VITAL = Set.of("database", "certificate_authority");
    // What revokes must not leave the load balancer with its broker; a process beside a broker is there for nothing
    // else.
    private static final Set<String> VITAL_BESIDE_A_BROKER = Set.of("database", "mqtt_broker");
    private static final String BESIDE_A_BROKER = "acl & !command & !query & !crl";
    private static final String ONLY_READS = "query & !command";

    private final Map<String, HealthIndicator> indicators;
    private final InstantSource clock;
    private final String version;
    private final Set<String> vital;
    private final Map<String, HealthIndicator> needed;
    private final ApplicationAvailability availability;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HealthController(
            Map<String, HealthIndicator> indicators,
            InstantSource clock,
            ObjectProvider<BuildProperties> build,
            ApplicationAvailability availability,
            Environment environment) {
        this.vital = environment.acceptsProfiles(Profiles.of(BESIDE_A_BROKER)) ? VITAL_BESIDE_A_BROKER : VITAL;
        boolean onlyReads = environment.acceptsProfiles(Profiles.of(ONLY_READS));
        this.indicators = new TreeMap<>(indicators);
        this.needed = new TreeMap<>(indicators);
        needed.keySet().removeIf(name -> !vital.contains(name) && !(onlyReads && name.equals("projections")));
        this.availability = availability;
        this.clock = clock;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? "development" : String.valueOf(properties.getVersion());
    }

    @Operation(operationId = "getHealth", summary = "How this process and what it needs are", tags = "Operation")
    @GetMapping("/health")
    ResponseEntity<HealthAnswer> health() throws InterruptedException {
        Map<String, String> checks = new LinkedHashMap<>();
        Map<String, Map<String, Object>> details = new LinkedHashMap<>();
        String overall = "healthy";
        for (Map.Entry<String, Health> check : check(indicators).entrySet()) {
            String state = state(check.getValue().getStatus());
            checks.put(check.getKey(), state);
            if (!check.getValue().getDetails().isEmpty()) {
                details.put(check.getKey(), check.getValue().getDetails());
            }
            overall = worse(overall, check.getKey(), state);
        }
        return answer(overall)
                .body(new HealthAnswer(
                        overall, clock.instant().truncatedTo(ChronoUnit.MILLIS), version, checks, details));
    }

    @Operation(operationId = "getLiveness", summary = "Whether this process works", tags = "Operation")
    @GetMapping(HealthProbes.LIVE)
    ResponseEntity<Liveness> live() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Liveness("healthy"));
    }

    @Operation(operationId = "getReadiness", summary = "Whether this process can serve requests", tags = "Operation")
    @GetMapping(HealthProbes.READY)
    ResponseEntity<Readiness> ready() throws InterruptedException {
        Map<String, String> checks = new TreeMap<>();
        String overall = "healthy";
        for (Map.Entry<String, Health> check : check(needed).entrySet()) {
            Status status = check.getValue().getStatus();
            boolean stopped = status.equals(ProjectionHealth.STOPPED);
            checks.put(check.getKey(), stopped ? "unhealthy" : state(status));
            overall = stopped ? "unhealthy" : worse(overall, check.getKey(), state(status));
        }
        // Not at the start, before all of it runs, and not at the end, while it still answers what it was asked before.
        boolean open = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        checks.put("process", open ? "healthy" : "unhealthy");
        return answer(open ? overall : "unhealthy").body(new Readiness(open ? overall : "unhealthy", checks));
    }

    private static ResponseEntity.BodyBuilder answer(String overall) {
        return ResponseEntity.status(overall.equals("unhealthy") ? 503 : 200).cacheControl(CacheControl.noStore());
    }

    private SortedMap<String, Health> check(Map<String, HealthIndicator> indicators) throws InterruptedException {
        List<Callable<Health>> calls = indicators.values().stream()
                .<Callable<Health>>map(indicator -> () -> ask(indicator))
                .toList();
        SortedMap<String, Health> checked = new TreeMap<>();
        // What is late is interrupted, and not waited for.
        Iterator<Future<Health>> results = threads.invokeAll(calls, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .iterator();
        indicators.keySet().forEach(name -> checked.put(name, result(results.next())));
        return checked;
    }

    private static Health ask(HealthIndicator indicator) {
        Health health = indicator.health();
        return health == null ? Health.down().build() : health;
    }

    private static Health result(Future<Health> check) {
        return check.state() == Future.State.SUCCESS
                ? check.resultNow()
                : Health.down()
                        .withDetail("problem", check.isCancelled() ? "no_answer" : "failed")
                        .build();
    }

    private static String state(Status status) {
        return status.equals(Status.UP) ? "healthy" : status.equals(Status.DOWN) ? "unhealthy" : "degraded";
    }

    private String worse(String overall, String check, String state) {
        if (state.equals("healthy") || overall.equals("unhealthy")) {
            return overall;
        }
        return state.equals("unhealthy") && vital.contains(check) ? "unhealthy" : "degraded";
    }

    record HealthAnswer(
            String status,
            Instant timestamp,
            String version,
            Map<String, String> checks,
            Map<String, Map<String, Object>> details) {}

    record Liveness(String status) {}

    record Readiness(String status, Map<String, String> checks) {}
}
