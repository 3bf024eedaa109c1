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
 * An event as the log has it.
 *
 * @param time when it was recorded (ISO 8601, UTC, with milliseconds)
 * @param aggregateId whose event it is; of one that stands alone, its own id
 * @param actor null, like what follows, where the log does not say
 * @param issuer who vouched for the actor; absent if nobody had to
 * @param session which the actor did it in; absent outside of one
 * @param owner the human or program behind the actor; absent where there is none, and in events from before owners
 * @param payload JSON on one line, as it was stored
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
