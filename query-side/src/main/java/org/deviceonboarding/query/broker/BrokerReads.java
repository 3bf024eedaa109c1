package org.deviceonboarding.query.broker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads brokers and the latencies of their receipts, for controllers and pages. Brokers are few, so there are no pages. */
@Component
public class BrokerReads {
    private final BrokerModels models;
    private final BrokerLags lags;
    private final ReadBarrier barrier;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    BrokerReads(BrokerModels models, BrokerLags lags, ReadBarrier barrier, JdbcClient jdbc, InstantSource clock) {
        this.models = models;
        this.lags = lags;
        this.barrier = barrier;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param retired whether the list includes retired brokers */
    public List<BrokerView> all(@Nullable Long minPosition, boolean retired) {
        barrier.await(minPosition, models);
        Instant now = clock.instant();
        return (retired ? models.all() : models.inUse())
                .stream()
                        .map(broker -> BrokerView.of(broker, lags.of(broker), now))
                        .toList();
    }

    /** The latencies of the broker's newest receipts, oldest first. */
    public List<Latency> latencies(BrokerId broker, int most) {
        return jdbc.sql("""
                        select log_position, recorded_at, latency_millis from broker_receipt
                        where broker_id = :broker and latency_millis is not null
                        order by log_position desc limit :most
                        """)
                .param("broker", broker.value())
                .param("most", most)
                .query((row, _) -> new Latency(
                        row.getLong("log_position"),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getLong("latency_millis")))
                .list()
                .reversed();
    }

    /**
     * How long a change took from the log to the proof.
     *
     * @param position the position of the receipt
     */
    public record Latency(long position, Instant at, long millis) {}
}
