package org.deviceonboarding.command.notification;

import java.time.Instant;
import java.time.InstantSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.BulkFinished;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes messages from events: a processor of the log. The log is the true outbox: what is in it gets here, after a
 * crash too, and once the position moves on the message is stored. Events from times without a receiver are nobody's
 * business any more.
 */
@Component
@ProcessingGroup("notifications")
class Notifications {
    private final Outbox outbox;
    private final WebhookProperties properties;
    private final JsonMapper json;
    private final InstantSource clock;

    Notifications(Outbox outbox, WebhookProperties properties, JsonMapper json, InstantSource clock) {
        this.outbox = outbox;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    @EventHandler
    void on(
            CertificateExpiring event,
            @Timestamp Instant at,
            @MessageIdentifier String identifier,
            TrackingToken token) {
        tell(
                identifier,
                new Notice(
                        "certificate.expiring",
                        at,
                        new Notice.Certificate(
                                event.deviceId(),
                                event.serial(),
                                event.notAfter(),
                                token.position().orElseThrow())));
    }

    /** A device that has another certificate left needs nobody. */
    @EventHandler
    void on(
            CertificateExpired event,
            @Timestamp Instant at,
            @MessageIdentifier String identifier,
            TrackingToken token) {
        if (event.remaining() != null && event.remaining() > 0) {
            return;
        }
        tell(
                identifier,
                new Notice(
                        "certificate.expired",
                        at,
                        new Notice.Certificate(
                                event.deviceId(),
                                event.serial(),
                                null,
                                token.position().orElseThrow())));
    }

    /** Nothing but the renewals that it prepares is begun by the portal itself. */
    @EventHandler
    void on(
            BulkFinished event,
            @MetaDataValue("actor") @Nullable String actor,
            @Timestamp Instant at,
            @MessageIdentifier String identifier,
            TrackingToken token) {
        if (Actor.PORTAL.name().equals(actor) && event.done() > 0) {
            tell(
                    identifier,
                    new Notice(
                            "renewals.prepared",
                            at,
                            new Notice.Batch(
                                    event.bulkId(),
                                    event.done(),
                                    token.position().orElseThrow())));
        }
    }

    private void tell(String identifier, Notice notice) {
        if (properties.configured()) {
            outbox.add("msg_" + identifier, json.writeValueAsString(notice), clock.instant());
        }
    }
}
