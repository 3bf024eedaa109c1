package org.deviceonboarding.log.store;

import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.append.NewEvent;
import org.jspecify.annotations.Nullable;

/** An event in two forms: the columns of its row in the log, and the object that the append rules read. */
record StoredEvent(
        NewEvent event,
        String identifier,
        String aggregate,
        long sequence,
        @Nullable String aggregateType,
        String time,
        String type,
        @Nullable String revision,
        String payload,
        String metadata) {
    /** Serialises an event. An event of no aggregate is an aggregate of its own. */
    static StoredEvent of(EventMessage<?> message, Serializer serializer) {
        SerializedObject<String> payload = message.serializePayload(serializer, String.class);
        SerializedObject<String> metadata = message.serializeMetaData(serializer, String.class);
        DomainEventMessage<?> member = message instanceof DomainEventMessage<?> one ? one : null;
        return new StoredEvent(
                new NewEvent((OnboardingEvent) message.getPayload(), message.getMetaData()),
                message.getIdentifier(),
                member == null ? message.getIdentifier() : member.getAggregateIdentifier(),
                member == null ? 0 : member.getSequenceNumber(),
                member == null ? null : member.getType(),
                DateTimeUtils.formatInstant(message.getTimestamp()),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                metadata.getData());
    }
}
