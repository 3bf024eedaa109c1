package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One real broker for all of it. Each test loses a device that left retained messages on its own topics; device 1 did so too,
 * and keeps them. A session that outlives a reload comes last: Mosquitto 2.0.11 may crash over it later.
 */
@DisplayName("Messages of a device that lost access")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class MessagePurgeTest {
    private static final int MANY = 2500;
    private static final int LARGE = 200_000;
    private static final List<TemplateRule> RULES = List.of(
            new TemplateRule(TopicAccess.READWRITE, "devices/{device_id}/#"),
            new TemplateRule(TopicAccess.WRITE, "sites/+/{device_id}/alarm"),
            new TemplateRule(TopicAccess.WRITE, "plant/status"));

    private final TestBroker it;
    private int device;

    MessagePurgeTest() throws Exception {
        it = new TestBroker(AclStrategy.EXPLICIT);
    }

    @BeforeAll
    void start() throws Exception {
        it.mosquitto.start();
        leaveMessages();
    }

    @BeforeEach
    void leaveMessages() throws Exception {
        device++;
        TestBroker.PKI.device(TestLog.device(device), 100 + device);
        it.happen(template(null), TestLog.registered(device), TestLog.issued(device, 100 + device));
        it.enforce();
        try (TestDevice pump = TestDevice.connect(it.broker, device)) {
            for (String topic : own(device)) {
                pump.retain(topic, "hello");
            }
        }
        assertThat(left(device)).isEqualTo(own(device));
    }

    @AfterAll
    void stop() {
        it.close();
    }

    @Test
    void goWhenItsKeyWasCompromised() throws Exception {
        double before = purged();
        lose(revoked(RevocationReason.KEY_COMPROMISE));
        long reloads = it.reloads();
        byte[] acl = Files.readAllBytes(it.broker.folder().acl());
        long lost = it.desired.policy().position();
        assertThat(it.lastEnforced().purgedThrough()).isEqualTo(lost - 1);

        it.cleanUp();

        assertThat(left(device)).isEmpty();
        assertThat(left(1)).as("another device's").isEqualTo(own(1));
        assertThat(it.lastEnforced().position()).isEqualTo(lost);
        assertThat(it.lastEnforced().purgedThrough()).isGreaterThanOrEqualTo(lost);
        assertThat(it.desired.cleanup().purges()).isEmpty();
        assertThat(purged()).isEqualTo(before + 1);
        assertThat(it.reloads()).isEqualTo(reloads);
        assertThat(Files.readAllBytes(it.broker.folder().acl())).isEqualTo(acl);
    }

    @Test
    void goWhenItWasDecommissioned() throws Exception {
        lose(revoked(RevocationReason.CESSATION_OF_OPERATION), new DeviceDecommissioned(TestLog.device(device), null));
        it.cleanUp();

        assertThat(left(device)).isEmpty();
    }

    @Test
    void stayWhenItsCertificateWasSuperseded() throws Exception {
        lose(revoked(RevocationReason.SUPERSEDED));

        assertThat(it.reconciler.cleanUp(it.desired, () -> false)).isFalse();
        assertThat(left(device)).isEqualTo(own(device));
    }

    @Test
    void goOrStayAsTheTemplateOfTheTypeSays() throws Exception {
        it.happen(template(MessagesAfterLoss.PURGE));
        lose(revoked(RevocationReason.SUPERSEDED));
        it.cleanUp();
        assertThat(left(device)).isEmpty();

        leaveMessages();
        it.happen(template(MessagesAfterLoss.KEEP));
        lose(revoked(RevocationReason.KEY_COMPROMISE), new DeviceDecommissioned(TestLog.device(device), null));
        assertThat(it.reconciler.cleanUp(it.desired, () -> false)).isFalse();
        assertThat(left(device)).isEqualTo(own(device));
    }

    @Test
    void goThoughTheProcessDiedBetweenTheFileAndThePurge() throws Exception {
        lose(revoked(RevocationReason.KEY_COMPROMISE));
        it.startProjector();
        it.enforce();
        it.cleanUp();

        assertThat(left(device)).isEmpty();
    }

    @Test
    void goThoughTheBrokerWasDown() throws Exception {
        it.mosquitto.stop();
        it.happen(revoked(RevocationReason.KEY_COMPROMISE));
        assertThat(it.turn()).isPresent();
        assertThat(it.reconciler.cleanUp(it.desired, () -> false)).isFalse();

        it.mosquitto.start();
        it.turnUntilEnforced();
        it.cleanUp();

        assertThat(left(device)).isEmpty();
    }

    @Test
    void goHoweverManyTheyAreAndHoweverLarge() throws Exception {
        try (TestDevice pump = TestDevice.connect(it.broker, device)) {
            pump.retain("devices/" + TestLog.device(device) + "/image", "x".repeat(LARGE));
            for (int n = 0; n < MANY; n++) {
                pump.retainUnasked("devices/" + TestLog.device(device) + "/log/" + n, "line");
            }
            pump.retain("devices/" + TestLog.device(device) + "/log/last", "line");
        }
        assertThat(left(device)).hasSizeGreaterThan(MANY);
        lose(revoked(RevocationReason.KEY_COMPROMISE));
        it.cleanUp();

        assertThat(left(device)).isEmpty();
    }

    @Test
    void areNobodysOnTopicsWithoutItsId() throws Exception {
        try (TestDevice pump = TestDevice.connect(it.broker, device)) {
            pump.retain("plant/status", "running");
        }
        lose(revoked(RevocationReason.KEY_COMPROMISE));
        it.cleanUp();

        assertThat(it.retained(List.of("plant/#"))).containsExactly("plant/status");
    }

    @Test
    void zStayWithTheSessionAndItsQueue() throws Exception {
        try (TestDevice pump = TestDevice.connect(it.broker, device, false)) {
            pump.subscribe(own(device).getFirst());
            pump.leave();
        }
        it.happen(revoked(RevocationReason.SUPERSEDED));
        it.enforce();
        assertThat(it.reconciler.cleanUp(it.desired, () -> false)).isFalse();

        assertThat(left(device)).isEqualTo(own(device));
        // The CRL of these tests knows nobody, so that the device can still look.
        try (TestDevice pump = TestDevice.connect(it.broker, device, false)) {
            assertThat(pump.sessionPresent()).isTrue();
        }
    }

    private void lose(OnboardingEvent... events) throws Exception {
        it.happen(events);
        it.enforce();
        try (TestDevice pump = TestDevice.connect(it.broker, device)) {
            assertThat(pump.mayPublish(pump.ownTopic())).isFalse();
        }
    }

    private CertificateRevoked revoked(RevocationReason reason) {
        return new CertificateRevoked(TestLog.device(device), TestLog.serial(100 + device), reason, null, TestLog.AT);
    }

    private static AclTemplateDefined template(@Nullable MessagesAfterLoss wish) {
        return new AclTemplateDefined("pump", 1, RULES, null, wish);
    }

    private static List<String> own(int owner) {
        DeviceId id = TestLog.device(owner);
        return List.of("devices/" + id + "/a/b", "devices/" + id + "/status", "sites/north/" + id + "/alarm");
    }

    private List<String> left(int owner) throws Exception {
        DeviceId id = TestLog.device(owner);
        return it.retained(List.of("devices/" + id + "/#", "sites/+/" + id + "/#"));
    }

    private double purged() {
        return it.metrics.get("broker.purged.devices").counter().count();
    }
}
