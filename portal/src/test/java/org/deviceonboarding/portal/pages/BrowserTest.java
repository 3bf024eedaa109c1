package org.deviceonboarding.portal.pages;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Pages in Chromium, which all tests share; each class has devices and a broker of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest extends PortalTest {
    static final String SCRIPT = "x<script>window.stolen=1</script><img src=x onerror=window.stolen=1>";

    final String place = "hall-" + UUID.randomUUID();
    final BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
    BrowserWindow browser;
    Caller operator;
    String device;

    @Autowired
    private EventStore log;

    @BeforeAll
    void registerSome() {
        operator = operator();
        device = register("pump", SCRIPT);
        String other = register("fan", place);
        operator.postJson("/suspend/" + other, "{\"comment\": \"" + SCRIPT + "\"}")
                .is(200);
        operator.postJson(
                        "/revoke/" + register("fan", place),
                        "{\"reason\": \"key_compromise\", \"comment\": \"" + SCRIPT + "\"}")
                .is(200);
        retireAllOthers();
        enforce(broker, 1);
        enforce(broker, head());
        browser = new BrowserWindow(operator.port()).at(1280, 900, "light").signedIn(String.valueOf(admin().key()));
    }

    @AfterEach
    void keepsTheConsoleClean() {
        browser.hasNothingToComplainOf();
    }

    String register(String type, String location) {
        return operator.postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"%s\", \"location\": \"%s\", \"key_algorithm\": \"ed25519\", \"labels\": {\"note\": \"%s\"}}"
                                .formatted(newName(), type, location, SCRIPT))
                .is(201)
                .field("device_id");
    }

    /** A page would wait for the brokers of other tests. */
    private void retireAllOthers() {
        jdbc.sql("""
            select distinct payload::jsonb ->> 'broker_id' from domain_event_entry
            where payload_type like 'Broker%'
            """)
                .query(String.class)
                .list()
                .forEach(id ->
                        log.publish(GenericEventMessage.asEventMessage(new BrokerRetired(new BrokerId(id), null))));
    }

    long head() {
        return jdbc.sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    void enforce(BrokerId by, long position) {
        log.publish(GenericEventMessage.asEventMessage(new BrokerPolicyEnforced(
                by,
                position,
                AclStrategy.EXPLICIT,
                Sha256.of(new byte[] {1}),
                Sha256.of(new byte[] {2}),
                BigInteger.TEN,
                0,
                new CanaryReport(true, true, true, true),
                Instant.EPOCH,
                40L * Math.min(position, 2))));
    }
}
