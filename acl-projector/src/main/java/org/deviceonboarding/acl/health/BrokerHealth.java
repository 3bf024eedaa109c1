package org.deviceonboarding.acl.health;

import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.broker.Supervision;
import org.deviceonboarding.acl.crl.CrlSize;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.release.BrokerAdapter;
import org.deviceonboarding.acl.release.BrokerStatus;
import org.deviceonboarding.acl.release.DesiredStateProjection;
import org.deviceonboarding.acl.release.ReconcileLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Reports whether the broker has everything that the log asks for. */
@Component("mqtt_broker")
final class BrokerHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final BrokerSettings settings;
    private final BrokerAdapter broker;
    private final ReconcileLoop loop;
    private final DesiredStateProjection projection;
    private final LogLagMonitor log;
    private final CrlSize crl;
    private final DiskReserve reserve;
    private final InstantSource clock;

    BrokerHealth(
            BrokerSettings settings,
            BrokerAdapter broker,
            ReconcileLoop loop,
            DesiredStateProjection projection,
            LogLagMonitor log,
            CrlSize crl,
            DiskReserve reserve,
            InstantSource clock) {
        this.settings = settings;
        this.broker = broker;
        this.loop = loop;
        this.projection = projection;
        this.log = log;
        this.crl = crl;
        this.reserve = reserve;
        this.clock = clock;
    }

    @Override
    public Health health() {
        if (loop.standsBy()) {
            return Health.up()
                    .withDetail("broker", settings.id().value())
                    .withDetail("standby", true)
                    .build();
        }
        BrokerStatus state = loop.status().at(clock.instant());
        String silence = broker.silence();
        String trouble = silence == null ? trouble(state) : silence;
        Health.Builder health = new Health.Builder(
                        silence != null ? Status.DOWN : trouble == null ? Status.UP : DEGRADED)
                .withDetail("broker", settings.id().value())
                .withDetail("managed", settings.supervision() instanceof Supervision.Managed);
        long free = settings.folder().freeBytes();
        if (free >= 0) {
            health.withDetail("folder", settings.folder().dir().toString()).withDetail("free_bytes", free);
        }
        if (state.position() != null) {
            health.withDetail("position", state.position());
        }
        if (state.proven() != null) {
            health.withDetail("enforced", state.proven());
        }
        if (state.crl() != null) {
            health.withDetail("crl_next_update", state.crl().nextUpdate());
        }
        if (trouble != null) {
            health.withDetail("error", trouble);
        }
        return health.build();
    }

    private @Nullable String trouble(BrokerStatus state) {
        if (projection.trouble() != null) {
            return projection.trouble();
        }
        if (state.trouble() == null && broker.trouble() != null) {
            return broker.trouble();
        }
        return Stream.of(state.trouble(), log.trouble(), reserve.trouble(), crl.trouble())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
