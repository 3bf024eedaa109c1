package org.deviceonboarding.audit.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.ActorJson;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log, as auditors see it.
 *
 * @param time the time of the record (ISO 8601, UTC, with milliseconds)
 * @param aggregateId the aggregate, such as the device; an event that stands alone has an id of its own
 * @param actor who caused the event; null, like the members after it, where the log does not say
 * @param issuer the issuer of the actor's token; absent without a token
 * @param session the actor's session; absent outside of a session
 * @param owner the person or program behind the actor; absent where none is known
 * @param payload the event as JSON on one line, as it is stored
 */
@Schema(name = "LoggedEvent")
public record AuditEvent(
        long position,
        String time,
        String type,
        @Nullable String revision,
        String eventId,
        String aggregateId,
        long sequence,
        @Nullable String actor,
        @Nullable String auth,
        @Nullable String address,
        @Nullable String correlationId,
        @Nullable String userAgent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String issuer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String session,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String owner,
        @JsonRawValue String payload) {
    static AuditEvent of(LogEntry entry) {
        Actor actor = ActorJson.read(entry.metadata());
        return new AuditEvent(
                entry.position(),
                entry.time(),
                entry.type(),
                entry.revision(),
                entry.eventId(),
                entry.aggregateId(),
                entry.sequence(),
                actor.fact(Fact.ACTOR),
                actor.fact(Fact.AUTH),
                actor.fact(Fact.ADDRESS),
                actor.fact(Fact.CORRELATION_ID),
                actor.fact(Fact.USER_AGENT),
                actor.fact(Fact.ISSUER),
                actor.fact(Fact.SESSION),
                actor.fact(Fact.OWNER),
                entry.payload());
    }
}
