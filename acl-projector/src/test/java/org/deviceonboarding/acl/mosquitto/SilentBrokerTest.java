package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.testkit.process.Deadline;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Enforcement with a broker that does not answer")
class SilentBrokerTest extends FaultFixture {
    SilentBrokerTest() throws Exception {}

    @Test
    void aKilledBrokerComesBackWithTheNewPolicy() throws Exception {
        ProcessHandle before = it.process();
        before.destroyForcibly();
        before.onExit().join();
        revoke();

        it.turnUntilEnforced();

        assertThat(it.process().pid()).isNotEqualTo(before.pid());
        assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();
        assertThat(it.receipts).last().isInstanceOf(BrokerPolicyEnforced.class);
    }

    @Test
    void aHangingBrokerIsNotBelieved() throws Exception {
        it.signal("STOP");
        try {
            revoke();

            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("not answer"));

            assertThat(rejections()).singleElement().asString().contains("not answer");
        } finally {
            it.signal("CONT");
        }
    }

    @Test
    void aFrozenBrokerIsFoundOutInSecondsAndProvenAnewWhenItAnswers() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        it.heartbeat.onChange(changes::incrementAndGet);
        it.heartbeat.start();
        long position = it.desired.policy().position();
        try {
            Thread.sleep(Duration.ofSeconds(4));
            assertThat(it.heartbeat.trouble()).isNull();
            it.signal("STOP");
            long frozen = System.nanoTime();
            Deadline deadline = new Deadline("a silent broker");
            while (!it.heartbeat.silent()) {
                deadline.pause();
            }
            assertThat(System.nanoTime() - frozen)
                    .isLessThan(Duration.ofSeconds(9).toNanos());
            assertThat(it.heartbeat.trouble()).matches("The broker has not answered for \\d+ s: .*");

            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessage(BrokerHeartbeat.SILENT));
            assertThat(it.turn()).isPresent();
            assertThat(rejections()).containsExactly(BrokerHeartbeat.SILENT);
            assertThat(it.lastRejected().position()).isEqualTo(position);
            revoke();
            assertThat(it.turn()).isPresent();
            assertThat(it.receipts).noneMatch(BrokerPolicyEnforced.class::isInstance);
        } finally {
            it.signal("CONT");
        }
        Deadline deadline = new Deadline("a broker that answers");
        while (it.heartbeat.silent()) {
            deadline.pause();
        }
        assertThat(changes).hasValue(2);
        it.heartbeat.stop();
        it.turnUntilEnforced();
        assertThat(it.lastEnforced().sessionsEnded()).isOne();
    }

    /** Other processes learn of it from the log only, so it has to be there each time, and soon. */
    @Test
    void aBrokerThatFreezesUnderATurnIsOnRecordInSecondsEachTime() throws Exception {
        it.patience = Duration.ofMinutes(5);
        it.startProjector();
        it.heartbeat.start();
        try {
            it.turnUntilEnforced();
            freezeUnderATurn();
            freezeUnderATurn();
            assertThat(rejections()).containsExactly(BrokerHeartbeat.SILENT, BrokerHeartbeat.SILENT);

            revoke();
            freezeUnderATurn();
            assertThat(rejections()).hasSize(3).containsOnly(BrokerHeartbeat.SILENT);
            assertThat(it.lastEnforced().position())
                    .isEqualTo(it.desired.policy().position());
        } finally {
            it.heartbeat.stop();
            it.patience = TestBroker.PATIENCE;
        }
    }

    private void freezeUnderATurn() throws Exception {
        it.signal("STOP");
        try {
            assertThat(it.heartbeat.silent()).isFalse();
            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessage(BrokerHeartbeat.SILENT));
        } finally {
            it.signal("CONT");
        }
        Deadline deadline = new Deadline("a broker that answers");
        while (it.heartbeat.silent()) {
            deadline.pause();
        }
        it.turnUntilEnforced();
    }
}
