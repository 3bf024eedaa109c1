package org.deviceonboarding.query.broker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.query.consistency.ReadBarrier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what each broker is known to enforce. Brokers are few: there are no pages. */
@RestController
class BrokerController {
    private final BrokerModels models;
    private final Lags lags;
    private final ReadBarrier barrier;
    private final InstantSource clock;

    BrokerController(BrokerModels models, Lags lags, ReadBarrier barrier, InstantSource clock) {
        this.models = models;
        this.lags = lags;
        this.barrier = barrier;
        this.clock = clock;
    }

    @GetMapping("/brokers")
    Brokers brokers(@RequestParam(name = "min_position", required = false) @Nullable Long position) {
        barrier.await(position, models);
        Instant now = clock.instant();
        return new Brokers(models.all().stream()
                .map(broker -> BrokerView.of(broker, lags.of(broker), now))
                .toList());
    }

    record Brokers(List<BrokerView> items) {}
}
