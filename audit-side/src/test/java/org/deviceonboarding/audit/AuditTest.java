package org.deviceonboarding.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.fixture.server.Outage;
import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.deviceonboarding.log.fixture.GivenEvents;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.query.QuerySide;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** The audit side on a port: given events, a test reads what the side answers over HTTP. */
@SpringBootTest(
        classes = {TestServer.class, QuerySide.class, AuditSide.class, Outage.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "portal.as-of.check-interval=500ms",
            "ASOF_SNAPSHOT_EVENTS=100",
        })
@ActiveProfiles("query")
public abstract class AuditTest extends ServerTest {
    private static final Instant END = Instant.parse("2036-06-01T00:00:00Z");

    @Autowired
    protected StoredLog stored;

    /** A device that was registered and got a certificate, just now. */
    protected GivenDevice registered() {
        return registered("pump", given());
    }

    protected static GivenDevice registered(String type, GivenEvents given) {
        GivenDevice device = GivenDevice.until(END);
        given.happened(Instant.now(), device.registered(newName(), type), device.issued());
        return device;
    }

    /**
     * Appends events of this moment.
     *
     * @return the position of the last one
     */
    protected long happened(OnboardingEvent... events) {
        given().happened(Instant.now(), events);
        return stored.head();
    }

    /** Somebody whom no other test knows. */
    protected static Actor somebody(String name) {
        return Actor.named(name + "-" + UUID.randomUUID(), "api_key").with(Actor.Fact.ADDRESS, "10.0.0.1");
    }

    protected static String nameOf(Actor actor) {
        return String.valueOf(actor.fact(Actor.Fact.ACTOR));
    }

    /** The positions of all events. */
    protected List<Long> logged() {
        return jdbc.sql("select global_index from domain_event_entry order by global_index")
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
