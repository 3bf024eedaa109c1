package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With one real broker and certificates that live for seconds. */
@DisplayName("The end of a certificate")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateEndTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration LIFE = Duration.ofSeconds(5);

    private final TestBroker it;

    CertificateEndTest() throws Exception {
        it = new TestBroker(AclStrategy.EXPLICIT);
    }

    @BeforeAll
    void start() throws Exception {
        it.mosquitto.start();
        it.happen(TestLog.registered(1), TestLog.issued(1, 101));
        it.enforce();
    }

    @AfterAll
    void stop() {
        it.close();
    }

    @Test
    void endsTheSessionThatTlsLetsStandAndNoOther() throws Exception {
        Instant end = Instant.now().plus(LIFE);
        TestBroker.PKI.device(TestLog.device(1), 101);
        TestBroker.PKI.device(TestLog.device(2), 102, end);
        it.happen(TestLog.registered(2), TestLog.issued(2, 102));
        it.enforce();
        long reloads = it.reloads();
        try (TestDevice one = TestDevice.connect(it.broker, 1);
                TestDevice two = TestDevice.connect(it.broker, 2)) {
            awaitFirstSecondAfter(end);
            assertThat(two.mayPublish(two.ownTopic()))
                    .as("nothing but us ends it")
                    .isTrue();

            it.happen(new CertificateExpired(TestLog.device(2), TestLog.serial(102), 0));
            it.cleanUp();

            assertThat(two.ends(SOON)).isTrue();
            assertThat(one.ends(Duration.ofMillis(200))).isFalse();
        }
        BrokerPolicyEnforced receipt = it.lastEnforced();
        assertThat(receipt.sessionsEnded()).isOne();
        assertThat(receipt.expiredThrough()).isEqualTo(it.desired.reached() - 1);
        assertThat(receipt.latencyMillis()).as("no revocation took that long").isNull();
        assertThat(it.desired.cleanup().expired()).isEmpty();
        assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();
        assertThat(it.reloads()).isEqualTo(reloads);
        assertThat(it.metrics.get("broker.expired.sessions.ended").counter().count())
                .isOne();
    }

    @Test
    void letsADeviceComeBackOnItsNewerCertificateAndStay() throws Exception {
        Instant end = Instant.now().plus(LIFE);
        TestBroker.PKI.device(TestLog.device(3), 103, end);
        it.happen(TestLog.registered(3), TestLog.issued(3, 103), TestLog.issued(3, 203));
        it.enforce();
        try (TestDevice three = TestDevice.connect(it.broker, 3)) {
            awaitFirstSecondAfter(end);
            it.happen(new CertificateExpired(TestLog.device(3), TestLog.serial(103), 1));
            it.cleanUp();
            assertThat(three.ends(SOON)).isTrue();
        }
        int receipts = it.receipts.size();

        TestBroker.PKI.device(TestLog.device(3), 203);
        try (TestDevice three = TestDevice.connect(it.broker, 3)) {
            assertThat(it.reconciler.cleanUp(it.desired, () -> false)).isFalse();
            it.startProjector();
            it.enforce();
            assertThat(it.reconciler.cleanUp(it.desired, () -> false)).isFalse();

            assertThat(three.ends(Duration.ofMillis(500))).isFalse();
            assertThat(three.mayPublish(three.ownTopic())).isTrue();
        }
        assertThat(it.receipts).hasSize(receipts);
    }

    private static void awaitFirstSecondAfter(Instant notAfter) throws InterruptedException {
        Thread.sleep(Duration.between(Instant.now(), notAfter.plusMillis(1100)));
    }
}
