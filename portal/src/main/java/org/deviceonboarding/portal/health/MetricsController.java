package org.deviceonboarding.portal.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /metrics}, in Prometheus' text format. Values that are in the database are looked up now and then, at a scrape. */
@RestController
class MetricsController {
    private static final Logger log = LoggerFactory.getLogger(MetricsController.class);
    private static final MediaType TEXT = MediaType.valueOf("text/plain;version=0.0.4;charset=utf-8");
    /** A scrape must not hang with the database; it then shows the values from before. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PrometheusMeterRegistry metrics;
    private final List<ScrapeSource> sources;
    private final Duration interval;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore turn = new Semaphore(1);
    private long lookedAt;

    MetricsController(
            PrometheusMeterRegistry metrics,
            List<ScrapeSource> sources,
            @Value("${portal.metrics.interval:5s}") Duration interval) {
        this.metrics = metrics;
        this.sources = sources;
        this.interval = interval;
        this.lookedAt = System.nanoTime() - interval.toNanos();
    }

    @Operation(operationId = "getMetrics", summary = "Metrics in Prometheus' text format", tags = "Operation")
    @GetMapping("/metrics")
    ResponseEntity<String> metrics() throws InterruptedException {
        look();
        return ResponseEntity.ok().contentType(TEXT).body(metrics.scrape());
    }

    /** One scrape at a time has them looked up, and none while an earlier one still waits for the database. */
    private void look() throws InterruptedException {
        if (!turn.tryAcquire()) {
            return;
        }
        if (System.nanoTime() - lookedAt < interval.toNanos()) {
            turn.release();
            return;
        }
        CompletableFuture<?> all = CompletableFuture.allOf(sources.stream()
                        .map(source -> CompletableFuture.runAsync(source::look, threads))
                        .toArray(CompletableFuture<?>[]::new))
                .whenComplete((_, _) -> {
                    lookedAt = System.nanoTime();
                    turn.release();
                });
        try {
            all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.debug("The values of metrics are not there within {}", PATIENCE, e);
        } catch (ExecutionException e) {
            log.warn("Values of metrics cannot be looked up", e);
        }
    }
}
