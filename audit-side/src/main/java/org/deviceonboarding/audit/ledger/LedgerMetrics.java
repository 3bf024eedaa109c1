package org.deviceonboarding.audit.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Provides the metrics of the ledger, read from the database for a scrape. */
@Component
class LedgerMetrics implements MeterBinder, ScrapeSource {
    private static final Logger log = LoggerFactory.getLogger(LedgerMetrics.class);
    private static final int MOST = 100_000;

    private final FilteredLog entries;
    private final Leaves leaves;
    private final Checkpoints checkpoints;
    private final LedgerLoop loop;
    private final InstantSource clock;
    private volatile Sample sample = Sample.UNKNOWN;

    LedgerMetrics(FilteredLog entries, Leaves leaves, Checkpoints checkpoints, LedgerLoop loop, InstantSource clock) {
        this.entries = entries;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("ledger.size", this, metrics -> metrics.sample.size())
                .description("Entries of the log that are in the ledger")
                .register(registry);
        Gauge.builder("ledger.lag", this, metrics -> metrics.sample.lag())
                .description("Entries of the log that are not in the ledger yet; " + MOST + " stands for more, too")
                .register(registry);
        Gauge.builder("ledger.checkpoint.size", this, metrics -> metrics.sample.signed())
                .description("Entries of the log that are in the newest checkpoint")
                .register(registry);
        Gauge.builder("ledger.checkpoint.age.seconds", this, metrics -> metrics.sample.age())
                .description("Since the newest checkpoint was signed; without new entries none is")
                .register(registry);
        Gauge.builder(
                        "ledger.inconsistent",
                        loop,
                        current -> current.condition().tampering() == null ? 0 : 1)
                .description("1 if somebody changed the log or the ledger; nothing is signed then")
                .register(registry);
    }

    @Override
    public void look() {
        try {
            Optional<Leaf> last = leaves.newest();
            Optional<StoredCheckpoint> newest = checkpoints.newest();
            sample = new Sample(
                    last.map(leaf -> leaf.index() + 1).orElse(0L),
                    entries.count(LogFilter.ALL.after(last.map(Leaf::position).orElse(0L)), MOST),
                    newest.map(StoredCheckpoint::size).orElse(0L),
                    newest.map(checkpoint -> Duration.between(checkpoint.signedAt(), clock.instant())
                                            .toMillis()
                                    / 1000.0)
                            .orElse(Double.NaN));
        } catch (DataAccessException | Tampering e) {
            log.debug("The ledger cannot be looked up", e);
            sample = Sample.UNKNOWN;
        }
    }

    private record Sample(double size, double lag, double signed, double age) {
        static final Sample UNKNOWN = new Sample(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
}
