package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A real broker whose fleet grows and shrinks. The tests follow each other. */
@DisplayName("A change of the strategy")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class StrategySwitchTest {
    private static final int MOST = 40;
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final TestBroker it;
    private int fleet = 100;

    StrategySwitchTest() throws Exception {
        it = new TestBroker(new StrategyChoice.BySize(MOST));
    }

    @BeforeAll
    void start() throws Exception {
        for (int n = 1; n <= 3; n++) {
            TestBroker.PKI.device(TestLog.device(n), n);
            it.happen(TestLog.registered(n), TestLog.issued(TestLog.device(n), n, LATER));
        }
        it.mosquitto.start();
        it.enforce();
        assertThat(it.lastEnforced().strategy()).isEqualTo(AclStrategy.EXPLICIT);
    }

    @AfterAll
    void stop() {
        it.close();
    }

    @Test
    void aToPatternsKeepsLiveSessionsAndKeepsRevokedDevicesOut() throws Exception {
        try (TestDevice lost = TestDevice.connect(it.broker, 2)) {
            it.signCrl(2);
            it.happen(TestLog.revoked(2, 2));
            it.enforce();
            assertThat(lost.ends(Duration.ofSeconds(15))).isTrue();
        }
        try (TestDevice one = TestDevice.connect(it.broker, 1)) {
            while (it.desired.policy().strategy() == AclStrategy.EXPLICIT) {
                it.happen(TestLog.registered(++fleet), TestLog.issued(TestLog.device(fleet), fleet, LATER));
            }
            it.enforce();

            assertThat(it.lastEnforced().strategy()).isEqualTo(AclStrategy.PATTERN);
            assertThat(it.lastEnforced().sessionsEnded()).isZero();
            assertThat(it.desired.pending()).isEmpty();
            assertThat(one.ends(A_MOMENT)).isFalse();
            assertOwnTopicOnly(one, 3);
        }
        assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();

        // The certificate alone does not keep it out.
        it.signCrl();
        it.enforce();
        try (TestDevice back = TestDevice.connect(it.broker, 2)) {
            assertThat(back.mayPublish(back.ownTopic())).isFalse();
        }
        it.signCrl(2);
        it.enforce();
    }

    @Test
    void bToPatternsLetsDevicesInThatAreRegisteredLater() throws Exception {
        TestBroker.PKI.device(TestLog.device(4), 4);
        long reloads = it.reloads();

        it.happen(TestLog.registered(4), TestLog.issued(TestLog.device(4), 4, LATER));
        it.enforce();

        assertThat(it.reloads()).isEqualTo(reloads);
        try (TestDevice four = TestDevice.connect(it.broker, 4)) {
            assertOwnTopicOnly(four, 1);
        }
    }

    @Test
    void cBackToBlocksKeepsLiveSessionsAndKeepsRevokedDevicesOut() throws Exception {
        try (TestDevice one = TestDevice.connect(it.broker, 1);
                TestDevice three = TestDevice.connect(it.broker, 3)) {
            it.signCrl(2, 3);
            it.happen(TestLog.revoked(3, 3));
            while (it.desired.policy().strategy() == AclStrategy.PATTERN) {
                it.happen(TestLog.revoked(fleet, fleet));
                fleet--;
            }
            it.enforce();

            assertThat(it.lastEnforced().strategy()).isEqualTo(AclStrategy.EXPLICIT);
            assertThat(three.ends(Duration.ofSeconds(15))).isTrue();
            assertThat(TestDevice.canConnect(it.broker, 3)).isFalse();
            assertThat(one.ends(A_MOMENT)).isFalse();
            assertOwnTopicOnly(one, 4);
        }
    }

    @Test
    void dBySettingIsNotTakenForAnOlderLog() throws Exception {
        it.choose(new StrategyChoice.Fixed(AclStrategy.PATTERN));
        it.startProjector();
        try (TestDevice one = TestDevice.connect(it.broker, 1)) {
            it.enforce();

            assertThat(it.lastEnforced().strategy()).isEqualTo(AclStrategy.PATTERN);
            assertThat(one.ends(A_MOMENT)).isFalse();
            assertOwnTopicOnly(one, 4);
        }
        assertThat(TestDevice.canConnect(it.broker, 3)).isFalse();
    }

    private static void assertOwnTopicOnly(TestDevice device, int other) throws Exception {
        assertThat(device.mayPublish(device.ownTopic())).isTrue();
        assertThat(device.mayPublish("devices/" + TestLog.device(other) + "/telemetry"))
                .isFalse();
    }
}
