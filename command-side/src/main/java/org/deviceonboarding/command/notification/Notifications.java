package org.deviceonboarding.command.notification;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.BulkFinished;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.reader.EventHandlers;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LoggedEvent;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes messages from events: a processor of the log. The log is the true outbox: what is in it gets here, after a
 * crash too, and once the position moves on the message is stored. Events from times without a receiver are nobody's
 * business any more.
 */
@Component
class Notifications implements LogReader {
    private final Outbox outbox;
    private final WebhookProperties properties;
    private final JsonMapper json;
    private final InstantSource clock;
    private final EventHandlers handlers;

    Notifications(Outbox outbox, WebhookProperties properties, JsonMapper json, InstantSource clock) {
        this.outbox = outbox;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.handlers = new EventHandlers()
                .on(CertificateExpiring.class, this::expiring)
                .on(CertificateExpired.class, this::expired)
                .on(BulkFinished.class, this::finished);
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return handlers.kinds();
    }

    @Override
    public void handle(List<LoggedEvent> events, long reached) {
        handlers.handle(events);
    }

    private void expiring(CertificateExpiring event, LoggedEvent logged) {
        tell(
                logged,
                "certificate.expiring",
                new Notice.Certificate(event.deviceId(), event.serial(), event.notAfter(), logged.position()));
    }

    /** A device that has another certificate left needs nobody. */
    private void expired(CertificateExpired event, LoggedEvent logged) {
        if (event.remaining() == null || event.remaining() == 0) {
            tell(
                    logged,
                    "certificate.expired",
                    new Notice.Certificate(event.deviceId(), event.serial(), null, logged.position()));
        }
    }

    /** Nothing but the renewals that it prepares is begun by the portal itself. */
    private void finished(BulkFinished event, LoggedEvent logged) {
        if (Actor.PORTAL.name().equals(logged.actor().name()) && event.done() > 0) {
            tell(logged, "renewals.prepared", new Notice.Batch(event.bulkId(), event.done(), logged.position()));
        }
    }

    private void tell(LoggedEvent logged, String type, Notice.Data data) {
        if (properties.configured()) {
            Notice notice = new Notice(type, logged.recorded().at(), data);
            outbox.add("msg_" + logged.entry().eventId(), json.writeValueAsString(notice), clock.instant());
        }
    }
}
