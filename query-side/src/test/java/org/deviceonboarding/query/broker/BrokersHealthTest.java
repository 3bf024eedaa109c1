package org.deviceonboarding.query.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.QueryTimeoutException;

@DisplayName("What a process with no broker beside it says of brokers")
class BrokersHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Sha256 DIGEST = new Sha256("00".repeat(32));
    private static final BrokerModel.Enforced ENFORCED = new BrokerModel.Enforced(
            7,
            AclStrategy.EXPLICIT,
            DIGEST,
            DIGEST,
            BigInteger.ONE,
            0,
            new CanaryReport(true, true, true, true),
            null,
            NOW.minusSeconds(100),
            null);

    @Test
    void isWellWhereNobodyIsAwaited() {
        for (List<BrokerModel> brokers :
                List.of(List.<BrokerModel>of(), List.of(broker("berlin", null, null)), List.of(broker("paris")))) {
            assertThat(health(brokers, new Lag(0, null))).isEqualTo(Health.up().build());
        }
        assertThat(health(List.of(broker("berlin")), new Lag(3, NOW.minusSeconds(30))))
                .isEqualTo(Health.up().build());
        assertThat(health(List.of(broker("berlin", null, null)), new Lag(3, NOW.minusSeconds(3000))))
                .isEqualTo(Health.up().build());
    }

    @Test
    void saysWhichBrokerDoesNotConfirmForHowLong() {
        assertThat(health(List.of(broker("berlin"), broker("paris")), new Lag(1, NOW.minusSeconds(42))))
                .isEqualTo(Health.status(new Status("DEGRADED"))
                        .withDetail(
                                "error",
                                "Broker berlin has not confirmed for 42 s what it has to act upon;"
                                        + " Broker paris has not confirmed for 42 s what it has to act upon")
                        .build());
    }

    @Test
    void saysWhatABrokerWasSeenToDo() {
        BrokerModel.Rejected rejected =
                new BrokerModel.Rejected(7, "The broker does not answer", NOW.minusSeconds(1), null, null);

        assertThat(health(List.of(broker("berlin", ENFORCED, rejected)), new Lag(0, null)))
                .isEqualTo(Health.status(new Status("DEGRADED"))
                        .withDetail("error", "Broker berlin: The broker does not answer")
                        .build());
    }

    @Test
    void doesNotKnowWithoutADatabase() {
        BrokersHealth health = new BrokersHealth(
                () -> {
                    throw new QueryTimeoutException("db.internal does not answer");
                },
                _ -> new Lag(0, null),
                () -> NOW);

        assertThat(health.health()).isEqualTo(Health.down().build());
    }

    private static Health health(List<BrokerModel> brokers, Lag lag) {
        return new BrokersHealth(() -> brokers, _ -> lag, () -> NOW).health();
    }

    private static BrokerModel broker(String id) {
        return broker(id, ENFORCED, null);
    }

    private static BrokerModel broker(
            String id, BrokerModel.@Nullable Enforced enforced, BrokerModel.@Nullable Rejected rejected) {
        return new BrokerModel(new BrokerId(id), enforced, rejected, null, false, null, 8);
    }
}
