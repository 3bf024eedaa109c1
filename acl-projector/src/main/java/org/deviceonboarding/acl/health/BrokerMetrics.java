package org.deviceonboarding.acl.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.crl.CrlSize;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.release.BrokerAdapter;
import org.deviceonboarding.acl.release.ReconcileLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reports how far the broker is behind the log, and how old its CRL is. */
@Component
final class BrokerMetrics implements MeterBinder {
    private final BrokerSettings broker;
    private final BrokerAdapter adapter;
    private final ReconcileLoop loop;
    private final LogLagMonitor log;
    private final CrlSize crl;
    private final DiskReserve reserve;
    private final InstantSource clock;

    BrokerMetrics(
            BrokerSettings broker,
            BrokerAdapter adapter,
            ReconcileLoop loop,
            LogLagMonitor log,
            CrlSize crl,
            DiskReserve reserve,
            InstantSource clock) {
        this.broker = broker;
        this.adapter = adapter;
        this.loop = loop;
        this.log = log;
        this.crl = crl;
        this.reserve = reserve;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "broker.policy.pending", "Events that the broker has to act upon and was not proven to", loop ->
                (double) loop.pending().size());
        gauge(
                registry,
                "broker.policy.pending.seconds",
                "Age of the oldest of them",
                loop -> loop.pending().isEmpty()
                        ? 0
                        : since(loop.pending().firstEntry().getValue().at()));
        gauge(
                registry,
                "broker.cleanup.pending",
                "Certificates that are over whose sessions are to be ended, and devices whose messages are to be"
                        + " purged",
                loop -> (double) (loop.cleanup().expired().size()
                        + loop.cleanup().purges().size()));
        gauge(
                registry,
                "broker.policy.unproven.seconds",
                "Time since the broker was last seen to do what it should",
                loop -> since(loop.status().provenAt()));
        gauge(
                registry,
                "broker.silent",
                "1 if the broker runs and has not answered for a few seconds",
                _ -> adapter.silence() == null ? 0.0 : 1.0);
        gauge(
                registry,
                "broker.log.unread.seconds",
                "Time since all of the log was read: what happened since is not enforced",
                _ -> since(log.level()));
        gauge(
                registry,
                "broker.crl.age.seconds",
                "Age of the CRL that the broker has",
                loop -> since(
                        loop.status().crl() == null ? null : loop.status().crl().thisUpdate()));
        gauge(
                registry,
                "broker.crl.next.update.seconds",
                "Time until that CRL expires and locks every device out",
                loop -> -since(
                        loop.status().crl() == null ? null : loop.status().crl().nextUpdate()));
        gauge(
                registry,
                "broker.folder.free.bytes",
                "Left on the disk of the broker's folder",
                _ -> broker.folder().freeBytes() < 0
                        ? Double.NaN
                        : (double) broker.folder().freeBytes());
        gauge(
                registry,
                "broker.folder.reserved.generations",
                "How many generations of ACL and CRL there is space set aside for: 2 if all is well",
                _ -> (double) reserve.generations());
        gauge(registry, "broker.crl.bytes", "Size of the newest CRL, PEM", _ -> (double) crl.bytes());
        gauge(registry, "broker.crl.max.bytes", "Above that size no CRL is fetched: BROKER_CRL_MAX_BYTES", _ ->
                (double) crl.most());
    }

    private void gauge(MeterRegistry registry, String name, String description, Function<ReconcileLoop, Double> value) {
        Gauge.builder(name, loop, value::apply)
                .description(description)
                .tag("broker", broker.id().value())
                .register(registry);
    }

    private double since(@Nullable Instant then) {
        return then == null
                ? Double.NaN
                : Duration.between(then, clock.instant()).toMillis() / 1000.0;
    }
}
