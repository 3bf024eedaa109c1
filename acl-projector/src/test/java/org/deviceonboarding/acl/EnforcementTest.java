package org.deviceonboarding.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.deviceonboarding.messages.acl.AclStrategy;
import org.deviceonboarding.messages.broker.CanaryReport;
import org.deviceonboarding.messages.event.BrokerPolicyEnforced;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One real broker for all of it; each test has devices of its own. */
@DisplayName("Enforcement")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class EnforcementTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final CanaryReport GOOD = new CanaryReport(true, true, true, true);

    private final TestBroker it;

    EnforcementTest() throws Exception {
        it = new TestBroker(AclStrategy.EXPLICIT);
    }

    @BeforeAll
    void start() throws Exception {
        for (int n = 1; n <= 6; n++) {
            TestBroker.PKI.device(Log.device(n), 100 + n);
        }
        it.mosquitto.start();
        it.happen(Log.registered(1), Log.issued(1, 101));
        it.enforce();
    }

    @AfterAll
    void stop() {
        it.close();
    }

    @Test
    void leavesAReceiptForWhatIsInForce() throws Exception {
        it.happen(Log.registered(2), Log.issued(2, 102));
        it.enforce();

        BrokerPolicyEnforced receipt = it.lastEnforced();
        assertThat(receipt.position()).isEqualTo(it.demand.policy().position());
        assertThat(receipt.canary()).isEqualTo(GOOD);
        assertThat(receipt.sessionsEnded()).isZero();
        assertThat(receipt.latencyMillis()).isBetween(0L, 60_000L);
        assertThat(it.demand.pending()).isEmpty();

        int receipts = it.receipts.size();
        it.enforce();
        assertThat(it.receipts).hasSize(receipts);
    }

    @Test
    void endsTheSessionOfARevokedDeviceAndTurnsItAway() throws Exception {
        it.happen(Log.registered(3), Log.issued(3, 103));
        it.enforce();
        try (TestDevice three = TestDevice.connect(it.broker, 3, true);
                TestDevice one = TestDevice.connect(it.broker, 1, true)) {
            assertThat(three.mayPublish(three.ownTopic())).isTrue();

            it.signCrl(103);
            it.happen(Log.revoked(3, 103));
            it.enforce();

            assertThat(three.ends(SOON)).isTrue();
            assertThat(it.lastEnforced().sessionsEnded()).isOne();
            assertThat(TestDevice.canConnect(it.broker, 3)).isFalse();
            assertThat(one.mayPublish(one.ownTopic())).isTrue();
            assertThat(one.ends(Duration.ofMillis(200))).isFalse();
        }
        assertThat(it.metrics.get("revocation.enforcement").timer().count()).isPositive();
    }
}
