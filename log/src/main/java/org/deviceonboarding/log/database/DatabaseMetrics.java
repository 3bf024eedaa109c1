package org.deviceonboarding.log.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Provides what a scrape learns of the database in every role: the log's head, the clocks, and the connections left. */
@Component
class DatabaseMetrics implements MeterBinder, ScrapeSource {
    private static final Logger log = LoggerFactory.getLogger(DatabaseMetrics.class);
    private static final double MILLIS = 1000;

    private final JdbcClient jdbc;
    private final ServerConnections connections;
    private final InstantSource clock;
    private final DatabaseClock reference;
    private volatile Sample sample = Sample.UNKNOWN;

    DatabaseMetrics(JdbcClient jdbc, ServerConnections connections, InstantSource clock) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.clock = clock;
        this.reference = DatabaseClock.of(jdbc);
    }

    private record Sample(double head, double ahead, double left, double wanted) {
        private static final Sample UNKNOWN = new Sample(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "log.position", "Position of the newest event in the log", Sample::head);
        gauge(
                registry,
                "clock.ahead.of.database.seconds",
                "How far this process's clock is ahead of the database's; negative: behind",
                Sample::ahead);
        gauge(
                registry,
                "database.connections.left",
                "Connections that the database's server still accepts from this process",
                Sample::left);
        gauge(
                registry,
                "database.connections.wanted",
                "Connections that this process may still open: DATABASE_CONNECTIONS",
                Sample::wanted);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Sample> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.sample))
                .description(description)
                .register(registry);
    }

    @Override
    public void look() {
        try {
            ServerConnections.Room room = connections.room();
            double ahead = ClockDifference.between(clock, reference).ahead().toMillis() / MILLIS;
            double head = jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                    .query(Double.class)
                    .single();
            sample = new Sample(head, ahead, room.left(), room.wanted());
        } catch (DataAccessException e) {
            log.debug("The database does not answer a scrape", e);
            sample = Sample.UNKNOWN;
        }
    }
}
