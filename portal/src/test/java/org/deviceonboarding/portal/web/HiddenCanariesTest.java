package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A canary")
class HiddenCanariesTest extends PortalTest {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2036-06-01T00:00:00Z");

    private final DeviceId id = new DeviceId(UUID.randomUUID().toString());
    private final String name = "canary resident of broker-" + id;

    @Autowired
    private EventStore log;

    @BeforeEach
    void register() {
        append(0, new DeviceRegistered(id, name, Canary.TYPE, null, null, Map.of()));
        append(
                1,
                new CertificateIssued(
                        id,
                        new SerialNumber("a1"),
                        Sha256.of(new byte[0]),
                        "CN=" + id,
                        "ec-p256",
                        START,
                        END,
                        "pem",
                        IssueReason.REGISTRATION,
                        null));
    }

    @Test
    void isNotCounted() {
        auditor().get("/device/" + id).is(200); // it is in the model
        assertThat(count("true")).isGreaterThan(count("type <> 'portal-canary'"));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(active()).isEqualTo(count("type <> 'portal-canary'")));
    }

    private double count(String condition) {
        return jdbc.sql("select count(*) from device_model where status = 'active' and " + condition)
                .query(Double.class)
                .single();
    }

    private double active() {
        Matcher line = Pattern.compile("(?m)^active_devices_total(?:\\{.*})? (.*)$")
                .matcher(nobody().get("/metrics").is(200).text());
        assertThat(line.find()).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private void append(long sequence, DeviceEvent event) {
        log.publish(new GenericDomainEventMessage<>("Device", id.value(), sequence, event));
    }
}
