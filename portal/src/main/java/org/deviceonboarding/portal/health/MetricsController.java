package org.deviceonboarding.portal.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /metrics}, in Prometheus' text format. */
@RestController
class MetricsController {
    private static final MediaType TEXT = MediaType.valueOf("text/plain;version=0.0.4;charset=utf-8");

    private final PrometheusMeterRegistry metrics;

    MetricsController(PrometheusMeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Operation(operationId = "getMetrics", summary = "Metrics in Prometheus' text format", tags = "Operation")
    @GetMapping("/metrics")
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok().contentType(TEXT).body(metrics.scrape());
    }
}
