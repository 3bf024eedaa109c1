package org.deviceonboarding.query.broker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Provides the metrics of the brokers, read from the database for a scrape. */
@Component
class BrokerPolicyMetrics implements ScrapeSource {
    private static final Logger log = LoggerFactory.getLogger(BrokerPolicyMetrics.class);

    private final BrokerModels models;
    private final BrokerLags lags;
    private final InstantSource clock;
    private final MultiGauge position;
    private final MultiGauge lagPositions;
    private final MultiGauge lagSeconds;
    private final MultiGauge rejected;
    private final MultiGauge certificateEnd;
    private List<Sample> samples = List.of();

    BrokerPolicyMetrics(BrokerModels models, BrokerLags lags, InstantSource clock, MeterRegistry registry) {
        this.models = models;
        this.lags = lags;
        this.clock = clock;
        this.position = MultiGauge.builder("broker.policy.position")
                .description("Log position of the policy a broker was last seen to enforce")
                .register(registry);
        this.lagPositions = MultiGauge.builder("broker.policy.lag.positions")
                .description("Events a broker has to act upon and was not seen to")
                .register(registry);
        this.lagSeconds = MultiGauge.builder("broker.policy.lag.seconds")
                .description("Age of the oldest event a broker has to act upon and was not seen to")
                .register(registry);
        this.rejected = MultiGauge.builder("broker.policy.rejected")
                .description("1 if the newest policy is not in force at the broker, or the broker does not answer")
                .register(registry);
        this.certificateEnd = MultiGauge.builder("broker.certificate.end.seconds")
                .description("Time until the broker's own certificate expires, and no device accepts the broker")
                .register(registry);
    }

    @Override
    public void look() {
        try {
            Instant now = clock.instant();
            show(models.inUse().stream()
                    .map(broker -> Sample.of(broker, lags.of(broker), now))
                    .toList());
        } catch (DataAccessException e) {
            log.debug("The brokers cannot be looked up", e);
            show(samples.stream().map(Sample::unknown).toList());
        }
    }

    private void show(List<Sample> newest) {
        samples = newest;
        show(position, Sample::position);
        show(lagPositions, Sample::lagPositions);
        show(lagSeconds, Sample::lagSeconds);
        show(rejected, Sample::rejected);
        show(certificateEnd, Sample::certificateEnd);
    }

    private void show(MultiGauge gauge, ToDoubleFunction<Sample> value) {
        gauge.register(
                samples.stream()
                        .<MultiGauge.Row<?>>map(sample ->
                                MultiGauge.Row.of(Tags.of("broker", sample.broker()), value.applyAsDouble(sample)))
                        .toList(),
                true);
    }

    private record Sample(
            String broker,
            double position,
            double lagPositions,
            double lagSeconds,
            double rejected,
            double certificateEnd) {
        /** Of a broker that nobody asks what it enforces, no receipt comes: how far it lags behind is not known. */
        static Sample of(BrokerModel broker, BrokerLag lag, Instant now) {
            return new Sample(
                    broker.id().value(),
                    broker.enforced() == null ? 0 : broker.enforced().position(),
                    broker.proofDisabled() ? Double.NaN : lag.positions(),
                    broker.proofDisabled() ? Double.NaN : lag.seconds(now),
                    broker.rejected() == null ? 0 : 1,
                    broker.certificate() == null
                            ? Double.NaN
                            : Duration.between(now, broker.certificate().expiresAt())
                                    .toSeconds());
        }

        Sample unknown() {
            return new Sample(broker, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
    }
}
