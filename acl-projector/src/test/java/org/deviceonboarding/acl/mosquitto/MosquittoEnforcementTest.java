package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
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
public class MosquittoEnforcementTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final CanaryReport GOOD = new CanaryReport(true, true, true, true);

    private final TestBroker it;

    MosquittoEnforcementTest() throws Exception {
        it = new TestBroker(AclStrategy.EXPLICIT);
    }

    @BeforeAll
    void start() throws Exception {
        for (int n = 1; n <= 6; n++) {
            TestBroker.PKI.device(TestLog.device(n), 100 + n);
        }
        it.mosquitto.start();
        it.happen(TestLog.registered(1), TestLog.issued(1, 101));
        it.enforce();
    }

    @AfterAll
    void stop() {
        it.close();
    }

    @Test
    void leavesAReceiptForWhatIsInForce() throws Exception {
        it.happen(TestLog.registered(2), TestLog.issued(2, 102));
        it.enforce();

        BrokerPolicyEnforced receipt = it.lastEnforced();
        assertThat(receipt.position()).isEqualTo(it.desired.policy().position());
        assertThat(receipt.canary()).isEqualTo(GOOD);
        assertThat(receipt.sessionsEnded()).isZero();
        assertThat(receipt.latencyMillis()).isBetween(0L, 60_000L);
        assertThat(it.desired.pending()).isEmpty();

        int receipts = it.receipts.size();
        it.enforce();
        assertThat(it.receipts).hasSize(receipts);
    }

    @Test
    void endsTheSessionOfARevokedDeviceAndTurnsItAway() throws Exception {
        it.happen(TestLog.registered(3), TestLog.issued(3, 103));
        it.enforce();
        try (TestDevice three = TestDevice.connect(it.broker, 3);
                TestDevice one = TestDevice.connect(it.broker, 1)) {
            assertThat(three.mayPublish(three.ownTopic())).isTrue();

            it.signCrl(103);
            it.happen(TestLog.revoked(3, 103));
            it.enforce();

            assertThat(three.ends(SOON)).isTrue();
            assertThat(it.lastEnforced().sessionsEnded()).isOne();
            assertThat(TestDevice.canConnect(it.broker, 3)).isFalse();
            assertThat(one.mayPublish(one.ownTopic())).isTrue();
            assertThat(one.ends(Duration.ofMillis(200))).isFalse();
        }
        assertThat(it.metrics.get("revocation.enforcement").timer().count()).isPositive();
    }

    @Test
    void letsADeviceComeBackOnItsOtherCertificate() throws Exception {
        it.happen(TestLog.registered(4), TestLog.issued(4, 104), TestLog.issued(4, 204));
        it.enforce();
        try (TestDevice four = TestDevice.connect(it.broker, 4)) {
            it.signCrl(204);
            it.happen(TestLog.revoked(4, 204));
            it.enforce();

            assertThat(four.ends(SOON)).isTrue();
        }
        try (TestDevice four = TestDevice.connect(it.broker, 4)) {
            assertThat(four.mayPublish(four.ownTopic())).isTrue();
        }
    }

    @Test
    void dropsWhatWaitsForADecommissionedDevice() throws Exception {
        it.happen(TestLog.registered(5), TestLog.issued(5, 105));
        it.enforce();
        try (TestDevice five = TestDevice.connect(it.broker, 5, false)) {
            five.subscribe("devices/" + TestLog.device(5) + "/cmd");
        }
        try (TestDevice five = TestDevice.connect(it.broker, 5, false)) {
            assertThat(five.sessionPresent()).isTrue();
        }

        it.happen(new DeviceDecommissioned(TestLog.device(5), null));
        it.enforce();
        it.cleanUp();

        try (TestDevice five = TestDevice.connect(it.broker, 5, false)) {
            assertThat(five.sessionPresent()).isFalse();
            assertThat(five.mayPublish(five.ownTopic())).isFalse();
        }
        it.proof.forget(TestLog.device(5));
    }

    @Test
    void suspendsAndResumes() throws Exception {
        it.happen(TestLog.registered(6), TestLog.issued(6, 106));
        it.enforce();
        try (TestDevice six = TestDevice.connect(it.broker, 6)) {
            it.signCrl(106);
            it.happen(TestLog.suspended(6, 106));
            it.enforce();

            assertThat(six.ends(SOON)).isTrue();
            assertThat(TestDevice.canConnect(it.broker, 6)).isFalse();
        }

        it.signCrl();
        it.happen(TestLog.resumed(6, 106));
        it.enforce();
        try (TestDevice six = TestDevice.connect(it.broker, 6)) {
            assertThat(six.mayPublish(six.ownTopic())).isTrue();
        }
    }

    @Test
    void catchesUpWithWhatHappenedWhileNobodyWatched() throws Exception {
        TestBroker.PKI.device(TestLog.device(7), 107);
        it.happen(TestLog.registered(7), TestLog.issued(7, 107));
        it.enforce();
        try (TestDevice seven = TestDevice.connect(it.broker, 7)) {
            it.signCrl(107);
            it.happen(TestLog.revoked(7, 107));
            it.startProjector();

            it.enforce();

            assertThat(seven.ends(SOON)).isTrue();
            assertThat(it.lastEnforced().sessionsEnded()).isOne();
        }
    }
}
