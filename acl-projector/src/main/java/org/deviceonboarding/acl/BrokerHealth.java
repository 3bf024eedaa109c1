package org.deviceonboarding.acl;

import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Says whether the broker has all that the log asks for. */
@Component("mqtt_broker")
final class BrokerHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final BrokerSettings broker;
    private final BrokerReload reload;
    private final ReconcileLoop releases;
    private final DesiredStateProjection projection;
    private final LogLagMonitor log;
    private final HttpCrlSource crls;
    private final DiskReserve reserve;
    private final BrokerHeartbeat pulse;
    private final InstantSource clock;

    BrokerHealth(
            BrokerSettings broker,
            BrokerReload reload,
            ReconcileLoop releases,
            DesiredStateProjection projection,
            LogLagMonitor log,
            HttpCrlSource crls,
            DiskReserve reserve,
            BrokerHeartbeat pulse,
            InstantSource clock) {
        this.broker = broker;
        this.reload = reload;
        this.releases = releases;
        this.projection = projection;
        this.log = log;
        this.crls = crls;
        this.reserve = reserve;
        this.pulse = pulse;
        this.clock = clock;
    }

    @Override
    public Health health() {
        if (releases.standsBy()) {
            return Health.up()
                    .withDetail("broker", broker.id().value())
                    .withDetail("standby", true)
                    .build();
        }
        BrokerStatus state = releases.state().at(clock.instant());
        String silence = pulse.trouble();
        String trouble = silence == null ? trouble(state) : silence;
        Health.Builder health = new Health.Builder(
                        silence != null ? Status.DOWN : trouble == null ? Status.UP : DEGRADED)
                .withDetail("broker", broker.id().value())
                .withDetail("managed", broker.handling() instanceof Supervision.Managed);
        if (reserve.free() >= 0) {
            health.withDetail("folder", broker.folder().dir().toString()).withDetail("free_bytes", reserve.free());
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
        if (state.trouble() == null && reload instanceof ManagedMosquitto mosquitto && !mosquitto.alive()) {
            return "Mosquitto does not run";
        }
        return Stream.of(state.trouble(), log.trouble(), reserve.trouble(), crls.trouble())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
